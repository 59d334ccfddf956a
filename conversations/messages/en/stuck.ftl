### What got stuck beside the orders: jobs that gave up, webhooks that were not believed.

stuck-jobs = { $count ->
    [one] 1 job in the background gave up after several tries.
   *[other] { $count } jobs in the background gave up after several tries.
}
stuck-webhooks = { $count ->
    [one] 1 webhook was not believed in the last 24 hours.
   *[other] { $count } webhooks were not believed in the last 24 hours.
}
stuck-button-job = Try: { $what }
stuck-button-webhooks = Webhooks
stuck-button-webhook = { $when } · { $name }
stuck-button-retry = Try again
stuck-button-again = Process again

stuck-job-payment = a question about a payment
stuck-job-refund = a refund
stuck-job-order = the end of an unpaid order
stuck-job-webhook = a webhook
stuck-job-fulfilment = a delivery
stuck-job-key = a door key
stuck-job-alerts = messages to you
stuck-job-supplier = a supplier's price list or balance
stuck-job-brief = the morning brief
stuck-job-backup = a backup
stuck-job-other = work in the background
stuck-job = This gave up on { $when } after { $count } tries: { $what }.
stuck-error = What it stumbled over: { $error }
stuck-job-retry = Trying again is safe: whatever it did already is not done twice.
stuck-job-retried = It is being tried again now. If it gives up again, it comes back into the queue.
stuck-job-gone = That job is no longer waiting for you.

stuck-webhooks-none = No webhook has come yet.
stuck-webhooks-list = The newest webhooks:
stuck-webhook-line = { $when } · { $name }: { $state }
stuck-webhook = { $name }, { $when }: { $state }
stuck-webhook-gone = That webhook is no longer kept.
stuck-state-done = taken and processed
stuck-state-waiting = taken, being processed
stuck-state-repeat = a repeat of one we had, thanked for
stuck-reason-bad_signature = not believed: its signature does not match the webhook secret or key of { $provider } saved here. Compare both; if nobody at the vendor sent it, it was a forgery and nothing is to be done.
stuck-reason-missing_signature = not believed: it carries no signature. Switch signing on in the dashboard of { $provider }, or it was a forgery.
stuck-reason-no_secret = not believed: no webhook secret of { $provider } is saved here. Enter it first.
stuck-reason-stale = not believed: it was signed too long before it came. The clock of this machine may be wrong.
stuck-reason-malformed = could not be read.
stuck-reason-wrong_account = not believed: it is about another account at { $provider }.
stuck-reason-unknown_reference = about a payment or purchase we never made.
stuck-reason-unknown_slug = sent to an address nobody has here. Correct the webhook address in the vendor's dashboard.
stuck-reason-other = not taken ({ $reason }).
stuck-again = Process it again? It is checked with the keys saved now, and nothing it says counts twice.
stuck-again-done = The webhook of { $name } is being processed now. You see what comes of it in the order.
stuck-again-refused = Still { $why }
stuck-again-nobody = Nobody here has the address "{ $slug }". Add the provider first, then try again.
