### The owner's queue: goods from suppliers and room keys. What happened and what each choice does.

case-what-purchase_unclear = Order { $code } ({ $amount }) is not confirmed by the supplier. The buyer's money is held, nothing is bought again.
case-what-late_success = Order { $code } ({ $amount }) went through at the supplier after the buyer's money had gone back. We hold the goods back; what they cost is booked as a loss.
case-what-reversed = Order { $code } ({ $amount }) was taken back by the supplier after it had been delivered. No money has moved.
case-what-supplier_refused = Order { $code } ({ $amount }) is paid and waits for a supplier that refuses us or cannot be reached.
case-what-key_undeliverable = The guest of order { $code } has no door code yet.
case-what-goods_unread = The goods of order { $code } are ready, but the message does not reach the buyer.

case-do-purchase_unclear-accept = It was delivered
case-do-purchase_unclear-refund = Failed, give back
case-do-charge = Charge with consent
case-do-give = Give it for free
case-do-late_success-write_off = Write it off
case-do-reversed-write_off = Give back, our loss
case-do-supplier_refused-retry = Send now
case-do-key_undeliverable-retry = Make it now
case-do-key_undeliverable-accept = Key handed over
case-do-goods_unread-retry = Send again

case-does-purchase_unclear-retry = Ask: the supplier is asked again under the same reference. The case stays open.
case-does-purchase_unclear-accept = Delivered: you are sure it arrived. If there is a code or SN, you type it and we send it to the buyer.
case-does-purchase_unclear-refund = Failed: { $amount } goes back to the buyer. The supplier may still deliver after this; that would be our loss.
case-does-charge = Charge: the buyer is asked whether to pay { $amount } again. With a yes they get the goods.
case-does-give = Give: the buyer gets the goods without paying; the loss stays.
case-does-late_success-write_off = Write off: the goods are not given, the loss stays.
case-does-reversed-refund = Give back: the supplier has returned our balance, { $amount } goes back to the buyer.
case-does-reversed-write_off = Give back at a loss: { $amount } goes back to the buyer although our balance was not returned.
case-does-reversed-dismiss = Done: the buyer keeps the goods, no money moves.
case-does-supplier_refused-retry = Send: it is tried right now. The case stays open until it is sent.
case-does-supplier_refused-refund = Give back: no more waiting, { $amount } goes back to the buyer.
case-does-key_undeliverable-retry = Make: the key is tried right now.
case-does-key_undeliverable-accept = Handed over: the guest has a key from the front desk.
case-does-goods_unread-retry = Send again: the goods go to the buyer's chat once more.
case-does-goods_unread-dismiss = Done: the buyer has got the goods another way.

case-sure-purchase_unclear-accept = Are you sure order { $code } reached the buyer? { $amount } becomes the shop's.
case-sure-purchase_unclear-refund = Really give { $amount } back? The supplier may still deliver order { $code } and charge our balance.
case-sure-give = Really give the goods of order { $code } for nothing? What they cost is the shop's loss.
case-sure-late_success-write_off = Really not give the goods of order { $code }? What they cost stays the shop's loss.
case-sure-reversed-write_off = Really give { $amount } back although our balance at the supplier was not returned?

case-ask-serial = Type the code or SN that arrived. Your message is removed from the chat where possible. None? Type a minus sign (-).

case-done-purchase_unclear-retry = The supplier is asked again. The case of order { $code } stays open until there is an answer.
case-done-purchase_unclear-accept = Order { $code } is noted as delivered. The buyer has been told.
case-done-charge = The buyer of order { $code } is being asked. Without an answer the case comes back to the queue.
case-done-give = The goods of order { $code } are handed over without payment.
case-done-late_success-write_off = The goods of order { $code } are not given; what they cost is booked as a loss.
case-done-reversed-write_off = { $amount } of order { $code } goes back; what the goods cost is booked as a loss.
case-done-supplier_refused-retry = Order { $code } is tried now. We tell you how it went.
case-done-key_undeliverable-retry = The key of order { $code } is tried now. We tell you how it went.
case-done-key_undeliverable-accept = Noted: the guest of order { $code } has a key.
case-done-goods_unread-retry = The goods of order { $code } are sent once more.

case-do-purchase_unclear-retry = Ask again
case-done-purchase_unclear-refund = Order { $code } is stopped, { $amount } goes back to the buyer. If the supplier delivers after all, we tell you here.
case-do-reversed-refund = Give money back
case-sure-reversed-refund = Are you sure the supplier returned our balance? { $amount } goes back to the buyer of order { $code }.
case-done-reversed-refund = { $amount } of order { $code } goes back. The buyer has been told.
case-do-reversed-dismiss = They keep the goods
case-done-reversed-dismiss = Noted: the buyer of order { $code } keeps the goods.
case-do-supplier_refused-refund = Give money back
case-sure-supplier_refused-refund = Really stop waiting and give back { $amount } of order { $code }?
case-done-supplier_refused-refund = { $amount } of order { $code } goes back. The buyer has been told.
case-do-goods_unread-dismiss = They have it
case-done-goods_unread-dismiss = Noted: the buyer of order { $code } has the goods.
