### Money that goes back or waits: the choice, the destination, the news.

button-take-refund = Give it back
button-keep-balance = Keep as balance
button-pay-rest = Pay the rest
button-refund-to = Enter the account
button-refund-change = Change the account

parked-underpaid = Your money is safe. For order { $code } we received { $received } of { $expected }.
parked-underpaid-next = { $missing } is missing. Pay the rest, or have the money back. Without a choice until { $until } we return it.
parked-overpaid = Your money is safe. For order { $code } we received { $received }, more than { $expected }.
parked-overpaid-next = Our staff is looking at it and will tell you here. Do not want to wait? You can have the money back.
parked-paid-twice = Your money is safe. Order { $code } is paid already, and we received another { $received }.
parked-paid-twice-next = Have it back, or keep it as balance? Without a choice until { $until } we return it.
parked-again = Your { $amount } of order { $code } still waits for a choice. Without one until { $until } we return it.
rest-coming = We are preparing the payment of the rest, { $rest }, for order { $code }.

late-refund = Your money is safe. The payment for order { $code } came after its time and the goods are gone. { $amount } is yours again.
refund-choose = Have it back, or keep it as balance. Without a choice until { $until } we return it.
refund-coming = We are on it and will tell you here.
refund-with-fee = The payment fee of { $fee } is returned too.
money-returned = We return { $amount } of order { $code }.
refund-taken = All right, we return { $amount } of order { $code }. We tell you here as it goes on.
refund-pending = The refund of { $amount } for order { $code } is being processed by the bank. We tell you here once it is done.
refund-where = We have to send { $amount } of order { $code } back to you.
refund-where-how = To which account or e-wallet? You may change it until the money is sent.
refund-where-again = { $amount } of order { $code } still waits for an account from you.
refund-ask-account = Type the bank or e-wallet, the number, and the holder's name. Example: BCA 1234567890 Budi Santoso
refund-account-order = Write in this order: bank, number, name. Example: BCA 1234567890 Budi Santoso
refund-account-number = The number has 5 to 20 digits. Check it, then type again: bank, number, name.
refund-account-name = The name is missing. Type again with the holder's name, for example: BCA 1234567890 Budi Santoso
refund-noted = Noted: { $destination }. Our staff will send { $amount } of order { $code } there and tell you here.
refund-kept = { $amount } of order { $code } is now your balance. You can use it for your next order.
refund-paid = { $amount } of order { $code } has been sent back to you.
refund-paid-to = { $amount } of order { $code } has been sent to { $destination }.
refund-paid-gateway = It returns to where you paid from; when it arrives there depends on the bank.
refund-proof = Note from our staff: { $proof }
gateway-refund = { $amount } of order { $code } was returned by the payment provider to where you paid from.

own-money-already_done = This has been decided, nothing waits any more. The news is above.
own-money-wrong_state = This choice is no longer possible. See the order for where it stands.
own-money-not_found = This refund cannot be found. See the list of your orders.

alert-refund-by-hand = Order { $code }: { $amount } has to go back by transfer. We are asking the buyer for an account. Mark it in the queue once transferred.
alert-refund-destination = Order { $code }: there is an account for { $amount }. Open the queue to see it, transfer, then mark it.
alert-refund-no-destination = Order { $code }: the buyer does not answer where { $amount } is to go. Reach them another way; the money stays booked.
alert-refund-unclear = Order { $code }: the gateway gives no clear answer about the refund of { $amount }. Nothing is sent twice. Decide in the queue.
alert-gateway-refund = Order { $code }: { $amount } was returned at the gateway, not by us. It is booked as money gone.
