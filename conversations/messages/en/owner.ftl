### For the owner and staff: claim, queue, why an order stands where it stands, the line to a guest.

owner-claim-how = Type /claim and the code shown on the screen when Sapa started. It is valid for 15 minutes.
owner-claim-bad_code = That code is wrong or has expired. A code is valid for 15 minutes. Get a new one with the command "sapa owner:code".
owner-claim-already_done = You are the owner here already.
owner-claim-not_allowed = This business has an owner already, or you are playing a practice role. The owner can add staff.

owner-persona-how = Choose a practice role: /persona guest, /persona reseller, or /persona owner.
owner-persona-practice-only = Roles can be switched in practice mode only.
owner-persona-guest = You are now trying it as a guest, at normal prices.
owner-persona-reseller = You are now trying it as a reseller, at reseller prices.
owner-persona-owner = You are now trying it as the owner. Type "queue" to begin.

owner-queues-link = This link opens your page once, within { $minutes } minutes. Do not pass it on.
owner-button-queues = Open my page

owner-queue-empty = The queue is empty. Nothing needs a decision.
owner-queue = { $count ->
    [one] 1 thing waits for a decision:
   *[other] { $count } things wait for a decision, oldest first:
}
owner-queue-line = { $code } · { $kind }
owner-queue-line-money = { $code } · { $kind } · { $amount }
owner-button-why = Why?
owner-open-case = Waits for a decision: { $kind }

owner-case-underpaid = paid too little
owner-case-overpaid = paid too much
owner-case-paid_twice = paid twice
owner-case-maybe_paid_twice = perhaps paid twice
owner-case-refund_due = money to be refunded
owner-case-wrong_money = money does not match the order
owner-case-purchase_unclear = purchase not certain yet
owner-case-late_success = succeeded after it was called failed
owner-case-reversed = reversed by the supplier after success
owner-case-key_undeliverable = door code not delivered yet
owner-case-bad_qris = wrong QR from the gateway
owner-case-create_unclear = creation of the payment not certain
owner-case-cancel_request = guest asks to cancel
owner-case-supplier_refused = refused by the supplier
owner-case-goods_unread = paid goods not sent to the buyer

owner-why-how = Type "why" and the order's code, for example why K7QF2M.
owner-why = Order { $code }, { $total }: { $state }
owner-supplier-said = The supplier says: { $what }
owner-trouble = Trouble: { $what }
owner-log = The whole log is on the shop's computer: sapa orders:show { $code }
owner-why-next = Next: { $step }
owner-next-owner_decides = you decide, with the button below.
owner-next-buyer_pays = the buyer pays. If not, the order expires by itself.
owner-next-nothing = nothing, this order is finished.
owner-next-job_delivers = the delivery runs by itself.
owner-next-supplier_answers = the supplier answers. We ask again regularly, the money stays on hold.
owner-next-other = we keep checking by ourselves.

owner-relay-taken = Connected to { $name }. Everything you write here is passed on. Type "done" when you are through.
owner-relay-taken-unnamed = Connected to a guest. Everything you write here is passed on. Type "done" when you are through.
owner-relay-gone = Somebody else has answered that request, or it was closed.
owner-relay-busy = You are still connected to another guest. Type "done" to end that first, then press Reply again.
owner-button-end-relay = Done

owner-refused-not_found = There is no order { $code }. Check the code.
owner-refused-not_allowed = This part is for the owner and for staff with the right to it. Are you the owner? Type /claim and the code.
