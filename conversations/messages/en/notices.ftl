# News the system sends outside a conversation. Money first, then the next step.

button-check-now = Check now
button-cancel-order = Cancel
button-new-qr = { $how ->
   *[qr] New QR
    [va] New number
    [wallet] New request
    [link] New link
}
button-pay-link = Pay in the browser
button-receipt = See receipt
button-see-order = See order
button-menu = Menu
button-help = Help
button-why = Why?
button-queue = Queue
button-reply = Reply
button-done = Done

summary-goods = { $name }
summary-sent = { $name } for { $destination }
summary-topup = balance top-up
summary-stay = { $name }, { $checkIn } to { $checkOut }
summary-more = { $first } and { $more } more
summary-nothing = empty

qr-renewing = { $how ->
   *[qr] One moment, we are preparing a new QR for order { $code }. Please do not pay the old QR.
    [va] One moment, we are preparing a new payment number for order { $code }. Please do not transfer to the old one.
    [wallet] One moment, we are preparing a new payment request for order { $code }. Please do not approve the old request.
    [link] One moment, we are preparing a new payment link for order { $code }. Please do not pay with the old link.
}
order-placed-shop = All right. Order { $code } is noted. { $how ->
   *[qr] The QR to pay
    [va] The number to pay
    [wallet] The payment request
    [link] The link to pay
} comes here in a moment.
order-placed-rooms = Thank you. Order { $code } is noted and the room is held for you. { $how ->
   *[qr] The QR to pay
    [va] The number to pay
    [wallet] The payment request
    [link] The link to pay
} comes here in a moment.
order-placed-topup = Got it. Top-up { $code } is noted. { $how ->
   *[qr] The QR to pay
    [va] The number to pay
    [wallet] The payment request
    [link] The link to pay
} comes here in a moment.
pay-title = Order { $code }: { $summary }
pay-lines =
    { $a }
    { $b }
pay-amount = Pay { $payable }
pay-amount-with-fee = Pay { $payable } ({ $amount } + fee { $fee })
pay-merchant = Name in your bank app: { $merchant }
pay-until = Waiting for your payment until { $until }. Already paid? We check by ourselves, no proof needed.
pay-by-link = Please pay with the link below.
button-open-wallet = Open { $name }
pay-wallet-open = Press the button below to open { $name }, check the amount, and approve it. No app on this phone? The page shows another way.
pay-wallet-push = Open the { $name } app on phone { $phone } and approve the request now. Such requests run out quickly.
pay-number-bank = Virtual account { $name }: { $number }
pay-number-bank-how = In your bank app: choose Transfer, then Virtual Account, and make sure the amount is exactly { $payable }. Copy the number:
pay-number-bill =
    { $name }, company code: { $biller }
    Bill number: { $number }
pay-number-bill-how = In your bank app: choose Pay, look for company code { $biller }, enter the bill number, and make sure the amount is exactly { $payable }. Copy the bill number:
pay-number-shop = Payment code { $name }: { $number }
pay-number-shop-how = At the till of { $name }: give this code, pay exactly { $payable }, and keep the receipt. Copy the code:
pay-qr-alt = QRIS code to pay { $payable }
pay-expired = { $how ->
   *[qr] The time to pay order { $code } is over. Please do not pay the old QR. Still want it? Make a new QR.
    [va] The time to pay order { $code } is over. Please do not transfer to the old number. Still want it? Make a new number.
    [wallet] The time to pay order { $code } is over. Please do not approve the old request. Still want it? Make a new request.
    [link] The time to pay order { $code } is over. Please do not pay with the old link. Still want it? Make a new link.
}
pay-create-slow = One moment, the payment for order { $code } is still being prepared.
pay-create-failed = The payment for order { $code } could not be prepared. No money has moved. Please try again in a moment.
pay-challenge = The payment for order { $code } is being reviewed by the bank. We will tell you here.
pay-gateway-failed = The payment for order { $code } was declined. We received no money. { $how ->
   *[qr] Please make a new QR.
    [va] Please make a new number and do not transfer to the old one.
    [wallet] Please make a new request.
    [link] Please make a new link.
}

paid = We received { $amount } for order { $code }. Thank you, we are on it.
paid-late = Your payment of { $amount } for order { $code } came late, but we can still deliver. We are on it.
order-cancelled = { $how ->
   *[qr] The QR of order { $code } is no longer valid, please do not pay it. The order is cancelled.
    [va] The payment number of order { $code } is no longer valid, please do not transfer to it. The order is cancelled.
    [wallet] The payment request of order { $code } is no longer valid, please do not approve it. The order is cancelled.
    [link] The payment link of order { $code } is no longer valid, please do not pay with it. The order is cancelled.
}

goods-code = { $name } for order { $code }. This is your code, keep it safe:
goods-token = Electricity token { $name } for { $destination }.
goods-token-how = Type these 20 digits into the meter:
goods-serial = { $name } for { $destination } is done. Serial number (SN):
goods-none = { $name } for order { $code } was delivered to { $destination }.
goods-note = { $note }
goods-elsewhere = Order { $code } is ready. We could not reach you in the chat you ordered from, so here is the page with your goods.

stay-confirmed =
    Booking { $code } is confirmed for { $guest }.
    { $property }: { $rooms }× { $room }, { $nights ->
        [one] 1 night
       *[other] { $nights } nights
    }
    Check-in { $checkIn } from { $from }
    Check-out { $checkOut } before { $until }
stay-key-now = We will send the door code here in a moment.
stay-key-later = We will send the door code here on { $at }.
stay-cancelled = Booking { $code } has been cancelled.
stay-cancelled-refund = Booking { $code } has been cancelled. We return { $amount } and tell you here.
stay-cancelled-balance = Booking { $code } is cancelled. { $amount } is back on your balance.
door-code = Door code for room { $room } at { $property }. Valid { $from } to { $to }.
door-code-how = Type this code at the door, then press #:
key-at-desk = Room { $room } at { $property } is ready for order { $code }. Please collect the key at the front desk.
key-delayed = The door code for order { $code } could not be made because the lock is offline. We keep trying, and the desk of { $property } has been told.
key-no-room = The room for order { $code } is not ready yet. The desk of { $property } has been told and will help you.

supply-pending = Your money is safe. { $name } for { $destination } ({ $amount }) is being processed by the supplier. We check again at { $at } and tell you here.
supply-scheduled = Your money is safe. { $name } for { $destination } ({ $amount }) will be sent from { $at }, and we tell you here.
supply-review = Your money is safe. { $name } for { $destination } ({ $amount }) has not been confirmed by the supplier yet. Our staff is looking into it; there is nothing you need to do.
supply-failed = { $name } for { $destination } could not be delivered by the supplier.
supply-failed-destination = { $name } failed: the supplier refused the number { $destination }. Check the number and order again.
supply-refund = Your money is safe: we return { $amount }. We tell you here as it goes on.
supply-refund-balance = Your money is safe: { $amount } is back on your balance.

relay-request = A guest wants to talk: { $words }
relay-request-named = { $guest } wants to talk: { $words }
relay-taken = You are connected with our staff. Please write. Type "done" when you are through.
relay-from-guest = Guest: { $words }
relay-from-staff = { $words }
relay-closed-guest-ended = The conversation with our staff has ended. Is there anything else?
relay-closed-guest-silent = We closed the conversation with our staff because it was quiet for a while. Type "cs" if you still need us.
relay-closed-staff-ended = The conversation with the guest has ended.
relay-closed-staff-silent = The conversation with the guest was closed after 30 quiet minutes.

claimed = Congratulations, you are now the owner of { $business }. 🎉
claimed-next = Important news appears here. Type "queue" to see what needs a decision, or "why" and an order's code to understand one order. Type "staff" to invite people.

alert-sold = Sold { $amount }: { $summary } (order { $code }).
alert-underpaid = Order { $code } was paid { $received }, less than { $expected }. The money is booked, nothing was delivered. Decide in the queue.
alert-overpaid = Order { $code } was paid { $received }, more than { $expected }. The money is booked, nothing was delivered. Decide in the queue.
alert-paid-twice = Order { $code } was paid again: { $received }. The money is booked and has to go back. Decide in the queue.
alert-maybe-paid-twice = Order { $code } may have been paid twice ({ $received }). This gateway gives no transaction number, so it is not booked. Check the gateway's dashboard.
alert-wrong-money = The gateway reports { $received } for order { $code }, which does not fit ({ $expected }). Not booked, not delivered. Check the gateway's dashboard.
alert-reversed = The payment of order { $code } ({ $expected }) was reversed by the gateway after it was paid. Check the gateway's dashboard.
alert-bad-qris = The gateway's QR for order { $code } is wrong ({ $why }) and was not sent. The buyer got the pay link.
alert-create-trouble = Payments at { $provider } have trouble (order { $code }): { $message }
alert-purchase-unclear = Order { $code } is not confirmed by the supplier. The money is held, nothing is bought again. { $message }
alert-purchase-failed = Order { $code } could not be delivered; the buyer's money has to go back. { $message }
alert-purchase-failed-balance = Order { $code } could not be delivered; the money is back on the buyer's balance. { $message }
alert-purchase-late-success = Order { $code } had failed and was delivered by the supplier after all. The buyer is not charged again. Decide in the queue. { $message }
alert-purchase-reversed = Order { $code } had succeeded and was reversed by the supplier. No money was moved. { $message }
alert-purchase-over-price = The supplier charged more than agreed for order { $code }. It was delivered all the same. { $message }
alert-purchase-refused = The supplier refuses order { $code } for now. The order waits and is sent again by itself. { $message }
alert-purchase-serial-missing = Order { $code } succeeded, but the supplier gave no code yet. { $message }
alert-key-no-room = No room of type { $room } is free for order { $code }. The guest has been told.
alert-key-lock-trouble = The key of room { $room } could not be made for order { $code }. We keep trying; the guest has been told.
alert-cancel-request = The guest asks to cancel order { $code }, which is paid. Decide in the queue.
alert-webhook-untrue-unknown = A webhook at { $provider }'s address is about { $reference }, which we do not know. Nothing was booked or delivered.
alert-webhook-untrue-unknown-do = Once: nothing to do. If it goes on, check in the dashboard whether another shop uses this webhook address.
alert-webhook-untrue-other-provider = A webhook at { $provider }'s address is about { $reference }, which is paid through another account. Nothing was booked or delivered on its word.
alert-webhook-untrue-other-provider-do = Check that each account's dashboard has its own webhook address; ./sapa provider:list shows them.
alert-webhook-untrue-account = A webhook at { $provider }'s address is about { $reference } of another project or merchant. It was refused; nothing was booked or delivered.
alert-webhook-untrue-account-do = Once: nothing to do. If it goes on, check the project name here and the webhook address in the dashboard.
alert-webhook-untrue-amount = A webhook of { $provider } says { $reference } was paid with another amount than ordered; the gateway itself does not say so. Nothing was booked or delivered on its word.
alert-webhook-untrue-amount-do = Nothing to do: real money is found by asking the gateway. If it goes on, compare with the gateway's dashboard.
alert-webhook-untrue-currency = A webhook of { $provider } says { $reference } was paid in another currency; the gateway itself does not say so. Nothing was booked or delivered on its word.
alert-webhook-untrue-currency-do = Nothing to do: real money is found by asking the gateway. If it goes on, compare with the gateway's dashboard.
alert-webhook-untrue-many = More than { $count } untrue webhooks came to { $provider }'s address within this hour. Nothing was booked or delivered; no more of them are told before the next hour.
alert-webhook-untrue-many-do = Somebody may be trying things out. Payments go on being checked with the gateway; there is nothing you must do.
alert-backup-failed = No backup could be made: { $error }. It is tried again every hour; look at it today.
alert-job-dead = Job { $name } gave up after many attempts: { $error }. Run it again with: sapa jobs:retry { $job }
alert-purchase-other-sku = The supplier delivered another product than ordered for order { $code }. Check with the supplier. { $message }
alert-purchase-other-destination = The supplier delivered to another destination for order { $code }. Check with the supplier. { $message }
alert-goods-unread = The goods of order { $code } cannot be sent to the buyer: the chat does not take messages. They are kept, and can be read on the order page. Please reach the buyer another way.
