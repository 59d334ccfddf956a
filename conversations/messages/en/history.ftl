# Orders by day, looking one up by its number, and the price list.

history-day = { $date }: { $count } orders
history-done = Done { $count }, { $total }
history-open = On the way or waiting { $count }, { $total }
history-failed = Failed or cancelled { $count }
history-none = There are no orders on { $date }.
history-none-all = There are no more orders on this page.
history-none-done = None is done yet.
history-none-open = None is on its way.
history-none-failed = None has failed.
history-line = { $line }, to { $destination }
history-how = To find a number, type "check" and the number. Another day: type "history yesterday" or "history 24/11".
history-unclear = We found no such day or number. Type for example "history yesterday" or "check 081234567890".
history-number = Orders to { $number }:
history-button-today = Today
history-button-day = { $date }
history-button-all = All
history-button-done = Done
history-button-open = On the way
history-button-failed = Failed
history-button-more = Next page

pricelist-all = Price list, { $total } products:
pricelist-found = { $total } products match "{ $words }":
pricelist-line = { $code }: { $name }, { $price }
pricelist-line-closed = { $code }: { $name }, { $price } ({ $state })
pricelist-sold-out = sold out
pricelist-reopens = closed until { $at }
pricelist-closed = not sold now
pricelist-more = These are { $shown } of { $total }. Say what you look for, for example "price list telkomsel".
pricelist-nothing = No product matches "{ $words }".
pricelist-how = Order by typing the code and the number, for example "S5 081234567890".
pricelist-button-all = Price list
