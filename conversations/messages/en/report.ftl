### The owner's report, in the chat and as a file.

report-today = Today, { $date }, until { $until }: sold { $sold }
report-today-none = Today, { $date }, until { $until }: no orders yet.
report-yesterday = Yesterday, { $date }: sold { $sold }
report-yesterday-none = Yesterday, { $date }: no orders.
report-line = · { $kind }, { $state }: { $count ->
    [one] 1 order
   *[other] { $count } orders
}, { $total }
report-ask-file = Would you like every order in detail? We send it here as a file.
report-button-xlsx = Excel file
report-button-csv = CSV file

report-kind-stock_code = vouchers
report-kind-h2h = credit and bills
report-kind-room_night = rooms
report-kind-topup = balance top-up
report-kind-supplement = paid on top
report-kind-bill = bill
report-kind-deployment = deployment

report-file = Orders from { $from } to { $to } in detail: { $rows ->
    [one] 1 row
   *[other] { $rows } rows
}.
report-file-cut = There were more orders than that. This file holds the first { $max } rows.

report-sheet = Orders { $date }
report-column-code = Order
report-column-placed = Ordered ({ $zone })
report-column-kind = Kind
report-column-name = Item
report-column-qty = Quantity
report-column-total = Total (Rp)
report-column-state = State
report-column-paid = Paid ({ $zone })
