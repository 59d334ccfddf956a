### The morning brief: a day in one message, and the sheets of its file.

brief-quiet = { $date } was quiet: no orders, nothing that differs, nothing to decide.
brief-head = Brief of { $date }: sold { $sold }, suppliers took { $cost }, margin { $margin }.
brief-head-today = Today, { $date }, until { $until }: sold { $sold }, suppliers took { $cost }, margin { $margin }.
brief-sale = · { $kind }, { $state }: { $count ->
        [one] 1 order
       *[other] { $count } orders
    }, { $total }, cost { $cost }
brief-topup = · { $kind } (not a sale, kept for its owner): { $count ->
        [one] 1 order
       *[other] { $count } orders
    }, { $total }
brief-gave = Promised back { $refunds }, lost { $lost }.
brief-gateway = { $name }: { $count ->
        [one] 1 payment
       *[other] { $count } payments
    } confirmed one by one, { $received }; the books say the same. This shop reads no list of settlements, so compare with the bank.
brief-gateway-differs = { $name }: { $count ->
        [one] 1 payment
       *[other] { $count } payments
    } confirmed, { $received }, but the books say { $booked }.
brief-deposit = Deposit { $name }: { $from } to { $to }, bought { $bought }, unexplained { $gap }.
brief-deposit-unread = Deposit { $name }: not read that day. Bought { $bought }.
brief-ledger-ok = The books balance.
brief-ledger-wrong = The books do not balance in { $count ->
        [one] 1 place
       *[other] { $count } places
    }. Run: sapa ledger:verify
brief-ledger-large = The books are too large to work out here. Run: sapa ledger:verify
brief-no-cases = Nothing waits for you.
brief-cases = Waiting for you: { $count }. The oldest:
brief-case = { $place }. { $code } · { $kind } · { $amount } · { $hours ->
        [one] 1 hour
       *[other] { $hours } hours
    }
brief-more = And { $more } more in /queue. The file has all of them.
brief-button-case = { $place }. Decide { $code }
brief-button-case-none = { $place }. Decide
brief-bad-day = "{ $typed }" is not a day that has been. Type it like /brief 2026-11-20, or /brief yesterday, or /brief today.

brief-sheet-summary = Summary
brief-sheet-sales = Sales
brief-sheet-payments = Payments
brief-sheet-deposits = Deposits
brief-sheet-differences = Differences
brief-sheet-cases = Cases
brief-sheet-cut = There were more. This sheet has the first { $max }.
brief-column-what = What
brief-column-amount = Amount (Rp)
brief-column-code = Order
brief-column-kind = Kind
brief-column-name = Name
brief-column-count = Count
brief-column-state = State
brief-column-since = Since
brief-column-confirmed = Confirmed by the gateway (Rp)
brief-column-booked = In the books (Rp)
brief-column-difference = Difference (Rp)
brief-column-from = First reading (Rp)
brief-column-to = Last reading (Rp)
brief-column-bought = Bought (Rp)
brief-column-detail = Detail
brief-sum-day = Day { $date }
brief-sum-sold = Sold
brief-sum-cost = Taken by suppliers
brief-sum-margin = Margin
brief-sum-refunds = Promised back
brief-sum-lost = Lost
brief-what-gateway = gateway and books differ
brief-what-deposit = deposit moved without a purchase
brief-what-paid_not_settled = paid, but its order waits
brief-what-paid_without_money = order paid without money
brief-what-hold_missing = money came, nothing set aside
brief-what-hold_left = order over, money still set aside
brief-what-undelivered = paid long ago, not handed over
brief-what-waits_too_long = past its time, not ended

owner-case-difference = difference in the figures
case-what-difference = The brief found a difference of { $amount }{ $order ->
    [none] .
   *[other] {" "}in order { $code }.
  }
case-do-difference-retry = Check again
case-do-difference-write_off = Write it off
case-do-difference-dismiss = It is explained
case-does-difference-retry = Check: the gateway is asked again and a waiting delivery runs. The case stays open.
case-do-difference-refund = Give it back
case-does-difference-refund = Give back: one unit that no supplier has yet is stopped, its money goes back to the buyer.
case-sure-difference-refund = Really stop the delivery of order { $code } and give its money back?
case-done-difference-refund = The delivery of order { $code } is stopped, its money goes back to the buyer.
case-does-difference-write_off = Write off: { $amount } is booked as written off, with your reason (3 to 200 characters).
case-does-difference-dismiss = Explained: the case is closed with your reason, no money moves.
case-sure-difference-write_off = Book { $amount } as written off?
case-done-difference-retry = Order { $code } is checked again. The case stays open.
case-done-difference-write_off = { $amount } is written off. Your reason is kept.
case-done-difference-dismiss = The difference is closed. Your reason is kept.
