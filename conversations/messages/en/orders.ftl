### My orders: the list, one order, cancelling, checking a payment.

orders-none = There are no orders here yet. Where would you like to start?
orders-list = Your latest orders:
orders-list-line = { $code } · { $name }{ $more ->
    [0] { "" }
   *[other] {" "}+{ $more }
} · { $total } · { $state }
orders-list-ask = Press a code to see the order, or type another order's code.
orders-button-order = { $code }
orders-page-link = Order page

orders-one = Order { $code }
orders-line = { $qty }× { $name }, { $total }
orders-line-destination = To: { $destination }
orders-line-stay = { $checkIn } to { $checkOut }
orders-number = Payment number { $name }: { $number }
orders-fee = Payment fee { $fee }, so the transfer is { $payable }
orders-refund-due = { $amount } will be refunded to you.
orders-day = { $date }
orders-step = { $at } { $what }
orders-no-steps = No step has been noted yet.

orders-state-awaiting_payment = Waiting for payment
orders-state-needs-new-payment = { $how ->
   *[qr] The last QR has expired
    [va] The last payment number has expired
    [wallet] The last payment request has expired
    [link] The last payment link has expired
}
orders-state-challenge = The payment is being checked
orders-state-parked = Your money is safe, the amount has to be matched
orders-state-cancel-requested = We have your request to cancel
orders-state-review = Your money is safe, we are checking the delivery
orders-state-paid = Paid, in progress
orders-state-completed = Completed
orders-state-refund-due = Your money will be returned
orders-state-booked = The room is confirmed
orders-state-failed = Failed
orders-state-cancelled = Cancelled
orders-state-expired = Expired, not paid

orders-short-awaiting_payment = waiting for payment
orders-short-needs-new-payment = { $how ->
   *[qr] needs a new QR
    [va] needs a new payment number
    [wallet] needs a new payment request
    [link] needs a new payment link
}
orders-short-challenge = payment being checked
orders-short-parked = amount being matched
orders-short-cancel-requested = asked to cancel
orders-short-review = being checked
orders-short-paid = in progress
orders-short-completed = completed
orders-short-refund-due = money to be returned
orders-short-booked = confirmed
orders-short-failed = failed
orders-short-cancelled = cancelled
orders-short-expired = expired

orders-next-creating = { $how ->
   *[qr] The QR
    [va] The payment number
    [wallet] The payment request
    [link] The payment link
} is being prepared and will be sent here in a moment. You can pay until { $until }.
orders-next-awaiting = Waiting for payment until { $until }. Paid already? We check by ourselves, no proof needed.
orders-next-needs-new-payment = { $how ->
   *[qr] Press New QR to pay. Please do not pay the old QR.
    [va] Press New number to pay. Please do not transfer to the old number.
    [wallet] Press New request. Please do not approve the old request.
    [link] Press New link to pay. Please do not pay with the old link.
}
orders-next-challenge = The payment company is checking this payment. We will tell you here as soon as there is a result.
orders-next-parked = Your money has arrived, but the amount differs. Choose below, or wait for our staff here.
orders-next-cancel-requested = Your request to cancel is with the owner. We will tell you here.
orders-next-review = Your money is safe. We are checking the delivery and will tell you here.
orders-next-paid = Your payment has arrived. We will deliver here in a moment.
orders-next-check = Your payment has arrived, the supplier is still working. We check again at { $at } and will tell you here.
orders-next-completed = Everything has been delivered. Thank you.
orders-next-refund-due = We are returning the money. The news comes in this chat.
orders-next-booked = We send the door code here shortly before check-in.
orders-next-key-sent = The door code has been sent. Enjoy your stay.
orders-next-failed = Sorry, we could not fulfil this order. Money that came in will be refunded.
orders-next-cancelled = This order is cancelled. There is nothing more to pay.
orders-next-expired = { $how ->
   *[qr] The time to pay has passed. Please do not pay the old QR, order again from the menu.
    [va] The time to pay has passed. Please do not transfer to the old number, order again from the menu.
    [wallet] The time to pay has passed. Please do not approve the old request, order again from the menu.
    [link] The time to pay has passed. Please do not pay with the old link, order again from the menu.
}

orders-step-placed = ordered
orders-step-payment_created = { $how ->
   *[qr] QR sent
    [va] payment number sent
    [wallet] payment request sent
    [link] payment link sent
}
orders-step-payment_expired = { $how ->
   *[qr] QR expired
    [va] payment number expired
    [wallet] payment request expired
    [link] payment link expired
}
orders-step-paid = paid
orders-step-parked = amount being matched
orders-step-submitted = sent to the supplier
orders-step-pending = supplier at work
orders-step-review = being checked by staff
orders-step-delivered = delivered
orders-step-booked = room confirmed
orders-step-failed = failed
orders-step-cancelled = cancelled
orders-step-expired = expired
orders-step-refund_due = refund due
orders-step-refund_paid = refunded
orders-step-refund_kept = kept as balance
orders-parked = { $amount } waits for your choice.
orders-refund-to = To: { $destination }
orders-step-cancel_requested = asked to cancel
orders-step-key_issued = door code made
orders-step-key_revoked = door code switched off
orders-step-resolved = check finished

orders-button-check = Check now
orders-button-renew = { $how ->
   *[qr] New QR
    [va] New number
    [wallet] New request
    [link] New link
}
orders-button-goods = Send my code again
orders-button-cancel = Cancel order
orders-button-request-cancel = Ask to cancel
orders-button-cancel-yes = Yes, cancel it
orders-button-request-yes = Yes, ask to cancel
orders-button-cancel-no = No, keep it

orders-check-creating = { $how ->
   *[qr] The QR
    [va] The payment number
    [wallet] The payment request
    [link] The payment link
} of order { $code } is still being prepared. We will send it here in a moment.
orders-check-pending = The payment for order { $code } has not arrived yet. We keep checking and will tell you here, no proof needed.
orders-check-challenge = The payment company is checking the payment for order { $code }. We will tell you here as soon as there is a result.
orders-check-paid = The payment for order { $code } has arrived. Thank you.
orders-check-parked = Money for order { $code } has arrived, but the amount differs. Our staff is looking at it and will tell you here.
orders-check-expired = { $how ->
   *[qr] The QR of order { $code } has expired and no money has arrived. Press New QR if you still want to pay.
    [va] The payment number of order { $code } has expired and no money has arrived. Press New number if you still want to pay.
    [wallet] The payment request of order { $code } has expired and no money has arrived. Press New request if you still want to pay.
    [link] The payment link of order { $code } has expired and no money has arrived. Press New link if you still want to pay.
}
orders-check-failed = The payment for order { $code } failed and no money has arrived. { $how ->
   *[qr] Press New QR to try again.
    [va] Press New number to try again.
    [wallet] Press New request to try again.
    [link] Press New link to try again.
}
orders-check-cancelled = The payment for order { $code } was cancelled. { $how ->
   *[qr] Please do not pay the old QR.
    [va] Please do not transfer to the old number.
    [wallet] Please do not approve the old request.
    [link] Please do not pay with the old link.
}
orders-check-refunded = The money for order { $code } has been refunded.

orders-nothing-to-resend = No code has been delivered for order { $code } yet. As soon as there is one, we send it here.

orders-nothing-to-cancel = There is no order that can be cancelled now.
orders-cancel-which = Which order would you like to cancel?
orders-cancel-which-unclear = Press one of the codes, or type the code.
orders-cancel-ask = Cancel order { $code } ({ $name })? It has not been paid, so it ends at once.
orders-cancel-ask-stay = Order { $code } ({ $name }) has been paid. We pass your request to the owner, who decides about a refund. Go on?
orders-cancel-yes-or-no = Reply Yes to cancel, or No to keep the order.
orders-not-cancelled = Order { $code } is not cancelled and stays as it is. Want to cancel it? Press Cancel order, then Yes.
orders-kept = All right, order { $code } stays as it is.
orders-cancel-cancelled = All right, order { $code } is cancelled and there is nothing to pay.
orders-cancel-requested = Your request to cancel order { $code } is with the owner. We will tell you the decision here.
orders-cancel-already = Order { $code } is no longer active. There is nothing to pay.
orders-cancel-already-requested = We have your request to cancel order { $code }, and it is waiting for the owner.

orders-refused-not_found = There is no order { $code } among yours. Check the code, or look at all your orders.
orders-refused-wrong_state = That cannot be done with order { $code } now. Look at where it stands first, or talk to a person.
orders-refused-already_done = Order { $code } still has a valid QR, number or link to pay. Please use that one.
orders-refused-sold_out = Sorry, what order { $code } contained is sold out, so it cannot be reopened. There is nothing to pay.
orders-refused-rate_limited = The payment of order { $code } has been renewed too often. Our staff can help.
orders-refused-price_changed = The price of order { $code } is no longer valid. Please order again from the menu.

orders-resent-elsewhere = The goods of order { $code } were sent again to the buyer's chat. They are not shown here.
