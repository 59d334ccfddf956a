### Providers: payment gateways, suppliers, door locks and endpoints. Added, tested and changed by the owner in the chat.

provider-name = { $name }
provider-button-list = Providers
provider-button-open = Open again
provider-button-add = Add a provider
provider-button-hook-news = Check for webhooks
provider-button-again = Test again
provider-button-raw = Vendor's words
provider-button-later = Not now
provider-button-discard = Discard
provider-button-use = Use it now
provider-button-behind = Make it the fallback of { $present }
provider-button-change = Change { $title }
provider-button-use-tested = Test and use
provider-button-test = Test connection
provider-button-change-any = Change a value
provider-button-hook = Webhook address
provider-button-ways = Ways to pay
provider-button-save = Save
provider-button-rest = Disable
provider-button-remove = Delete
provider-button-remove-yes = Yes, delete
provider-button-remove-no = No, keep it

provider-type-payment = Payment gateway
provider-type-supplier = Supplier
provider-type-door_lock = Door lock
provider-type-deployment = Deployment endpoint

provider-ask-type = What would you like to add? You may also type the vendor's name.
provider-ask-vendor = Which one? Part of the name is enough.
provider-none-named = There is no vendor called "{ $words }" yet. You can add: { $names }.
provider-ask-mode = { $name }: real money, or trying it out first?
provider-mode-practice = Practice, built-in vendor
provider-mode-sandbox = The vendor's sandbox
provider-mode-live = Live, real money
provider-ask-address = Where should orders be sent? It must be https, such as https://api.your-shop.id/orders
provider-address-unfit = The address must be https and open to the internet, without ?, # or a password in it. For example https://api.your-shop.id/orders

provider-ask-value = { $name }, value { $number } of { $count }: { $title }
provider-ask-new-value = The new { $title } for { $name }
provider-where = Where it is: { $where }
provider-example = It looks like: { $example }
provider-secret-note = Send it here. We delete the message from the chat where we can, and keep the value encrypted. To stop, type batal.
provider-practice-value = For practice, send this:
provider-value-command = That is a command, not the { $title }. Send only the value, or type batal to stop.
provider-value-spaces = There is a space inside, so that is not the { $title }. Copy only the value; it looks like { $example }.
provider-value-unfit = That does not fit { $title } yet. We expect something like { $example }. Where it is: { $where }
provider-value-other = That looks like { $otherTitle } of { $otherVendor }. We need { $title } of { $vendor }.

provider-works = The connection to { $name } works.
provider-means-live = Using it means orders are paid with real money.
provider-means-sandbox = Money in the sandbox is not real, but practice mode ends.
provider-ask-use = Use it now?
provider-ask-place = { $present } serves now. Replace it with { $name }, or make that the fallback?
provider-added-payment = { $name } is in use. The next order is paid through it; those already waiting for a payment stay where they are.
provider-added-supplier = { $name } is in use. Fetch its price list so that its products can be sold.
provider-added-door_lock = { $name } is in use. Connect the doors on the shop's computer: sapa lock:map
provider-added-deployment = { $name } is in use. Make its products on the shop's computer: sapa product:add with --endpoint
provider-added-behind = { $name } is the fallback: it steps in by itself when { $present } cannot.
provider-began-live = Practice mode is over. The shop sells for real now, and practice goods are hidden.
provider-began-sandbox = Practice mode is over. The shop sells in the sandbox now, and practice goods are hidden.
provider-kept-tested = { $name } is saved and not used yet. Open it any time with /providers.
provider-kept-off = { $name } is saved, does not work yet, and is used for nothing. Go on any time with /providers.
provider-kept-on = { $name } stays in use as it was. Go on any time with /providers.

provider-trouble-credentials = { $name } refused the key. Usually a sandbox key is used in live mode, the copy is cut short, or two values are swapped. Change the wrong one and we test again at once.
provider-trouble-ip_not_allowed = { $name } knows the key but refuses this server's IP address. Register the server's IP in the vendor's dashboard, then test again.
provider-trouble-unreachable = { $name } cannot be reached from this server. Check the server's network, wait a moment, then test again. The key need not be wrong.
provider-trouble-unexpected = { $name } answered, but not in a way we know. Check the values and see the vendor's words.
provider-raw = The vendor said: { $message }

provider-hook = So that payments and deliveries are known quickly, enter this address as the webhook in the dashboard of { $name }:
provider-optional = If you need them, give these too with "Change a value": { $titles }.
provider-hook-practice = In practice mode the built-in vendor knows the webhook address already, so there is nothing to enter.
provider-hook-unreachable = This server has no public address yet (PUBLIC_URL), so the vendor cannot call us. We ask ourselves, once a minute at the latest.
provider-hook-none = No webhook has arrived yet. Try a small payment, then check again. Even without webhooks we ask ourselves, once a minute at the latest.
provider-hook-arrived = Webhooks arrive, the last one { $at }.
provider-hook-refused = We refused one { $at } because its signature did not match. If it was the vendor's, check the webhook secret in both places.

provider-list = { $count ->
    [1] 1 provider. Open it to test or change it.
   *[other] { $count } providers. Choose one to test or change it.
}
provider-list-none = No providers yet. Add a payment gateway first, so that orders can be paid.
provider-line = { $number }. { $name }: { $state }, { $tested }
provider-state-on = in use
provider-state-off = not in use
provider-state-unready = not working yet
provider-untested = not tested
provider-tested-ok = passed the test { $at }
provider-tested-failed = failed the test { $at }
provider-tested-untested = not tested
provider-card = { $name }: { $state }
provider-card-practice = Mode: practice
provider-card-sandbox = Mode: sandbox
provider-card-live = Mode: live, real money
provider-card-tested = Connection test: { $tested }
provider-serves = Serves: { $features }
provider-stands-behind = Fallback for: { $features }
provider-ways-ask = { $name }: which ways of paying should it serve? Buyers choose where there is more than one.
provider-ways-how = Press to switch one on; press again to make it the fallback, or to switch it off. Names work too, for example bca bni mandiri. Nothing changes before you save.
provider-ways-more = Anything else? Save when you are done.
provider-ways-none = This account has no ways of paying to choose from.
provider-ways-unclear = Press one of them, or type its name as it stands on the button.
provider-ways-saved = The ways of paying of { $name } are saved. They hold from the next payment on.
provider-way-first = ☑ { $way }
provider-way-behind = ☑ { $way } (fallback of { $other })
provider-way-off = ☐ { $way }
provider-ask-field = Which value should change?
provider-saved = The value of { $name } is changed and kept encrypted.
provider-not-saved = The old value stays, so { $name } works as before.
provider-rested = { $name } is disabled. Payments and orders already under way are still finished there.
provider-rested-now = The next orders are paid through { $present }.
provider-rested-nobody = Nobody takes payments now, so new orders cannot be paid. Use it again, or add another gateway.
provider-ask-remove = Delete { $name } and its keys? This cannot be undone.
provider-removed = { $name } and its keys are deleted.
provider-unchanged = Fine, { $name } stays.

provider-refused-not_found = That provider is no longer there. See the list with /providers.
provider-refused-not_allowed = The owner changes providers, and a manager those that are not live. Are you the owner? Type /claim and the code.
provider-refused-conflict = This provider was changed just now, perhaps by another owner. Nothing was changed here. Open it again and check first.
provider-refused-bad_input = A value does not fit, so nothing was saved. Please start again.
provider-refused-last = This is the only real provider in use. Disabled, the shop would go back to practice mode in front of customers. Add its successor first.
provider-refused-last_way = That is the last way to pay. Without any, nothing can be bought. Switch another one on first.
provider-refused-active = It is still in use. Disable it first, then delete it.
provider-refused-practice = This is the only practice account of its kind, so it cannot be deleted. Once live, practice accounts are not shown any more.
provider-refused-payments = It cannot be deleted: payments are recorded there, and refunds or late payments still need it. It stays out of use.
provider-refused-purchases = It cannot be deleted: orders were sent through it and still need it. It stays out of use.
provider-refused-products = It cannot be deleted: products are supplied from it. It stays out of use, so nothing is sold from it.
provider-refused-rooms = It cannot be deleted: room doors are connected to it. It stays out of use.
provider-refused-webhooks = It cannot be deleted yet: what it sent us is still kept, usually for 30 days. It stays out of use.

provider-ask-live = These keys of { $name } are live: real money. Keep them?
provider-button-live-yes = Yes, keep them
provider-live-declined = Fine, the keys of { $name } were not kept.
provider-ask-change = { $name } is in use with real money. Change the { $title } now?
provider-button-change-yes = Yes, change it
