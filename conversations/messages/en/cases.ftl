### The owner's queue: what happened, what each choice does, who has decided already.

owner-button-case = { $code }: { $kind }
owner-next-payer_chooses = the buyer chooses between a refund and balance. Without a choice the money goes back by itself.
owner-next-refund_sent = the gateway returns the money. We keep asking until it is certain.
owner-case-refund_unclear = refund not certain
owner-case-gateway_refund = returned at the gateway
owner-case-payment_reversed = payment reversed by the gateway
case-button-later = Later
case-button-account = See the account
case-button-no-proof = No proof

case-what = Order { $code }: { $kind }. It is about { $amount }.
case-what-underpaid = Order { $code } was paid { $amount } of { $total }. Nothing was delivered; the buyer was offered to pay the rest.
case-what-overpaid = Order { $code } was paid { $amount }, but costs { $total }. Nothing was delivered.
case-what-paid_twice = Order { $code } was paid ({ $total }), then another { $amount } came. The buyer was offered a choice.
case-what-refund_due = { $amount } of order { $code } has to be transferred to the buyer; the gateway cannot return it.
case-what-refund_unclear = We asked the gateway to return { $amount } of order { $code }, and its answer is not clear. Look at the gateway's dashboard first.
case-what-gateway_refund = { $amount } of order { $code } was returned at the gateway, not by us. It is booked.
case-what-payment_reversed = The payment of { $amount } for order { $code } was called failed by the gateway after it was paid. Look at the gateway's dashboard first.
case-detail = Note: { $detail }
case-destination = To: { $destination }
case-no-destination = The buyer has not given an account yet. We remind them a few times.
case-account = Transfer { $amount } to { $bank }, holder { $name }:
case-after-account = Have you transferred { $amount }?

case-do-accept = Deliver it
case-do-refund = Give it back
case-do-keep = Make it balance
case-do-retry = Ask again
case-do-write_off = Write it off
case-do-dismiss = Done
case-do-refund_due-accept = Transferred
case-do-refund_unclear-accept = It went back
case-do-refund_unclear-refund = No, transfer by hand
case-do-payment_reversed-accept = The money is gone
case-do-cancel_request-dismiss = Decline
case-does-accept = Deliver: order { $code } goes on with what came; the shop bears what is missing, an excess goes back.
case-does-refund = Give it back: { $amount } returns to the buyer.
case-does-keep = Balance: { $amount } becomes the buyer's balance.
case-does-retry = Ask: the same question under the same key, never sent twice.
case-does-write_off = Write off: { $amount } is no longer booked as owed; the reason is kept.
case-does-dismiss = Done: the case is closed, no money moves.
case-does-refund_due-accept = Transferred: { $amount } is booked as paid out and the buyer is told.
case-does-refund_unclear-accept = It went back: the gateway's dashboard shows that { $amount } was returned.
case-does-refund_unclear-refund = No: the dashboard shows no refund; { $amount } is transferred by hand.
case-does-payment_reversed-accept = Gone: { $amount } is booked as a loss; goods are not called back.
case-does-cancel_request-dismiss = Decline: the booking stands. To cancel it: sapa stay:cancel { $code }
case-sure-refund = Give back { $amount } of order { $code }?
case-sure-write_off = Write off { $amount } of order { $code }? The buyer receives nothing more from this.
case-sure-refund_due-accept = Has { $amount } for order { $code } really been transferred?
case-sure-refund_unclear-accept = Does the gateway's dashboard really show { $amount } as returned?
case-sure-refund_unclear-refund = Are you sure the gateway did not return { $amount }? If not, it is sent twice.
case-sure-payment_reversed-accept = Are you sure { $amount } for order { $code } never arrived?
case-ask-reason = What is the reason? One sentence is enough.
case-ask-proof = Is there a proof or reference of the transfer? The buyer reads it too.
case-done-accept = Order { $code } goes on. The buyer has been told.
case-done-refund = { $amount } of order { $code } goes back. The buyer has been told.
case-done-keep = { $amount } is now balance of the buyer of order { $code }.
case-done-retry = The gateway is asked again. We tell you what comes of it.
case-done-write_off = { $amount } of order { $code } is written off.
case-done-dismiss = The case of order { $code } is closed.
case-done-refund_due-accept = Noted: { $amount } for order { $code } was transferred. The buyer has been told.
case-done-refund_unclear-accept = Noted: { $amount } for order { $code } went back. The buyer has been told.
case-done-refund_unclear-refund = All right, { $amount } for order { $code } goes by hand. We ask the buyer for an account.
case-done-payment_reversed-accept = { $amount } of order { $code } is booked as a loss.
case-done-cancel_request-dismiss = The request to cancel { $code } is declined. The booking stands.
case-done-otherwise = ended another way
case-refused-sold_out = The goods are gone. Give the money back, or make it balance.
case-refused-wrong_state = Things have changed. Open the queue again.
case-decided = { $order ->
    [none] The case
   *[other] The case of order { $code }
  } was decided { $who } on { $when }: { $what }.
case-decided-itself = { $order ->
    [none] The case
   *[other] The case of order { $code }
  } ended by itself on { $when }: { $what }.
case-by = by { $name }
case-by-staff = by staff

case-not-yours = Somebody else with the right decides this. You can read how it stands.
