# Balance: money kept with the shop. Every message names what is left.

balance-paid = Order { $code } is on its way: { $summary }. { $amount } was taken from your balance.
balance-now = Your balance is now { $balance }.
balance-topped-up = Top-up { $code } is done: { $amount } has been added.
balance-topped-up-other = Top-up { $code }: we received { $amount }, not { $asked }. { $amount } has been added to your balance.
balance-line = { $summary }: on its way, { $amount } ({ $code }). Balance { $balance }.
