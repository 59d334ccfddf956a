### Goods from a supplier: a price that rose, goods that came late, a supplier that refuses us.

supply-failed-price = The price of { $name } for { $destination } went up and the difference was not paid, so we did not buy it. Nothing beyond your order is charged.
supply-waits = Your money is safe. { $name } for { $destination } ({ $amount }) waits for a supplier that has trouble. We try again at { $at } and after, and tell you here.
supply-price-rose = Your money is safe. { $name } for { $destination } went up by { $extra } after you paid { $amount }. We have not bought order { $code } yet.
supply-price-rose-choose = Add { $extra }, or have { $amount } returned? Without an answer by { $until } we return the money.
supply-came-late = { $name } for { $destination } (order { $code }) went through at the supplier after all, when we had called it failed and returned { $amount }.
supply-came-late-choose = If you still want it, pay { $extra } by { $until }. If not, just ignore this; nothing is charged.
supplement-placed = We are preparing the extra { $amount } for order { $parent } (number { $code }).
supplement-back = Your money is safe: the extra { $amount } (order { $code }) was not needed and will be returned. Our staff will contact you here.

button-pay-extra = Pay { $extra }
button-money-back = Return my money
button-no-thanks = No, thanks
button-test-provider = Test now

charge-gone = This choice is no longer open. Your order shows where things stand.
charge-declined = All right, nothing is charged.
refused-too_late = The time for that is over. Open the order to see where it stands.

alert-supplier-paused-credentials = Supplier { $provider } refuses our account (key, user name or IP address). Paid orders wait; none has failed.
alert-supplier-paused-account = Supplier { $provider } takes no transactions from our account. Paid orders wait; none has failed.
alert-supplier-paused-supplier_balance = Our balance at supplier { $provider } is too low. Paid orders wait; none has failed.
alert-supplier-paused-transport = Supplier { $provider } cannot be reached. Paid orders wait; none has failed.
alert-supplier-paused-said = The supplier says: { $message }
alert-supplier-paused-next = When { $provider } is in order, press Test now. We also try by ourselves from time to time and send all that waits.
alert-supplier-resumed = Supplier { $provider } takes orders again. What waited is being sent.
supplier-test-ok = The connection test of { $provider } worked. What waits is sent now.
supplier-test-failed = The connection test of { $provider } has not worked yet, orders go on waiting. The supplier says: { $message }

alert-purchase-waits = Order { $code } is paid and still waits for the supplier. It may go on waiting, or return the money in the queue. { $message }
alert-purchase-overdue = Order { $code } has been unclear for too long and the supplier can no longer be asked. The buyer's money is still held: decide in the queue. { $message }
alert-purchase-unpaid-late = The buyer of order { $code } did not pay for the goods that came late. Decide in the queue: give them or write them off. { $message }

supply-given-up = { $name } for { $destination } still could not be confirmed, so we stopped order { $code }.
supply-reversed = The supplier took back { $name } for { $destination } after we had told you it was done (order { $code }).
key-handed-over = The key for order { $code } is handed over at the front desk. Anything missing? Tell us here.

owner-next-goes_out_later = it is sent by itself as soon as the supplier takes it.
owner-next-buyer_answers = the buyer answers about the price that rose. Without an answer the money goes back.
