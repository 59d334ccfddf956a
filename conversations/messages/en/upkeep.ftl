### Suppliers: price list syncs, the deposit, and products that are paused. Nearly all of it is for the owner.

upkeep-button-suppliers = Suppliers
upkeep-button-prices = See price changes
upkeep-button-apply = Apply anyway
upkeep-button-keep = Keep the old list
upkeep-button-fresh = Fetch a new one
upkeep-button-sell = Sell again
upkeep-button-pause = Pause
upkeep-button-sync = Sync now
upkeep-button-limit = Change balance limit
upkeep-button-hold = Hold price changes
upkeep-said = The supplier says: { $message }
upkeep-unreadable = There was no connection, or the answer could not be read.

upkeep-sync-started = One moment, the price list of { $provider } is being fetched. The result will appear in this message.
upkeep-sync-progress = Price list of { $provider }: { $bar } { $done } of { $total } products
upkeep-sync-done = The price list of { $provider } of { $at } is synced: { $listed } products.
upkeep-sync-totals = { $added } new, { $changed } changed, { $unchanged } as before, { $vanished } vanished. { $skipped } skipped: not for sale at the supplier, or what to ask a buyer for is not known.
upkeep-sync-prices = The cost of { $dearer } products rose and of { $cheaper } fell.
upkeep-sync-move = { $name }: { $from } → { $to }
upkeep-sync-held = { $count ->
    [one] 1 price change is beyond your limit and waits for you. Until then the old price is sold, unless the new cost is above it.
   *[other] { $count } price changes are beyond your limit and wait for you. Until then the old price is sold, unless the new cost is above it.
}
upkeep-sync-below-cost = { $count ->
    [one] 1 product is not sold any more because it now costs more than it sells for.
   *[other] { $count } products are not sold any more because they now cost more than they sell for.
}
upkeep-sync-braked-vanished = The price list of { $provider } looks wrong: { $count } of { $before } products vanished at once. Nothing was changed, the old prices are still sold.
upkeep-sync-braked-prices = The price list of { $provider } looks wrong: the price of { $count } of { $before } products moved by more than { $pct }%. Nothing was changed, the old prices are still sold.
upkeep-sync-braked-ask = If it is right, apply it. If you are not sure, keep the old list; we fetch a new one at 02:00 WIB.
upkeep-sync-known = The price list of { $at } is less than an hour old, so it is still the one in use.
upkeep-sync-fresh = Have you just changed something at the supplier? Fetch a new one.
upkeep-sync-fresh-at = A new list can be fetched from { $at }; the supplier limits that.
upkeep-sync-too-soon = { $provider } limits how often the full list may be fetched. It can be fetched again from { $at }. Nothing was changed.
upkeep-sync-busy = The price list of { $provider } is being synced. Wait until that is done, then try again.
upkeep-sync-refused = The price list of { $provider } could not be fetched. Nothing was changed, the old prices are still sold.
upkeep-sync-failing = Today's price list of { $provider } could not be fetched in { $count } tries. The old prices are still sold, and we keep trying.
upkeep-list-gone = That list has been decided about, or a newer one took its place. Nothing was changed.
upkeep-list-kept = All right, the old price list of { $provider } stays in use. We fetch a new one at 02:00 WIB.

upkeep-balance-low = The balance at { $provider } is down to { $balance }, below { $limit }. Top it up now so that the next orders can be delivered.
upkeep-balance-still_low = The balance at { $provider } is still low: { $balance }, below { $limit }. We will remind you tomorrow.
upkeep-balance-back = The balance at { $provider } is fine again: { $balance }.
upkeep-balance-silent = The balance at { $provider } could not be asked since { $since }. Paid orders wait and go out by themselves as soon as the supplier answers.
upkeep-balance-still_silent = { $provider } has still not answered since { $since }. Check the supplier's dashboard, the key, and the IP address registered there.
upkeep-balance-answers = { $provider } answers again. Balance { $balance }.

upkeep-product-paused = { $name } ({ $code }) is paused until { $until } because { $count } of its latest deliveries failed at the supplier. After that it is sold again by itself.
upkeep-product-paused-again = { $name } ({ $code }) failed again when it was tried, so it is paused for longer, until { $until }.
upkeep-product-paused-orders = Orders that are paid are still processed.
upkeep-product-back = { $name } ({ $code }) was delivered again and is sold as usual.
upkeep-product-off = { $name } ({ $code }) is paused until you sell it again. Orders that are paid are still processed.
upkeep-product-on = { $name } ({ $code }) is sold again. For { $hours } hours we will not pause it by ourselves.
upkeep-product-missing = There is no product { $code }. Check the code, for example pause ML86.
upkeep-product-own = { $code } is sold from your own stock, so it cannot be paused. Supplier products can.

upkeep-suppliers-none = No supplier is in use yet. Type /add supplier to add one.
upkeep-suppliers-which = Which supplier?
upkeep-supplier-balance = { $provider }: balance { $balance } on { $at }
upkeep-supplier-balance-none = { $provider }: balance not known yet
upkeep-supplier-silent = Could not be asked since { $since }
upkeep-supplier-limit = You hear from us when the balance is below { $limit }
upkeep-supplier-list = Price list of { $at }: { $listed } products
upkeep-supplier-list-braked = The price list of { $at } looks wrong and waits for you
upkeep-supplier-list-none = The price list was never fetched
upkeep-supplier-hold = Price changes of more than { $pct }% wait for you ({ $count } waiting)
upkeep-supplier-hold-off = Price changes apply at once
upkeep-limit-ask = Below which balance do you want to hear from us? Now { $limit }. Type for example 250k, or 0 for never.
upkeep-limit-unclear = Type the amount as a number, for example 250k or 1,000,000.
upkeep-limit-set = All right. You hear from us when the balance at { $provider } is below { $limit }.
upkeep-limit-off = All right. We will not tell you of a low balance at { $provider }.
upkeep-hold-ask = Changes of a cost by more than which percentage should wait for you? Type the number, or press a choice.
upkeep-hold-pct = { $pct }%
upkeep-hold-off = Apply at once
upkeep-hold-unclear = Type the percentage as a number from 0 to 1000, or "off".
upkeep-hold-set = All right. From the next sync on, changes of a cost at { $provider } by more than { $pct }% wait for you. The old price is sold as long as the new cost is not above it.
upkeep-hold-set-off = All right. From the next sync on, price changes of { $provider } apply at once.

upkeep-prices-none = No price change waits.
upkeep-prices-head = { $count ->
    [one] 1 price change waits for you.
   *[other] { $count } price changes wait for you.
}
upkeep-prices-line = { $code } · { $name }: cost { $old } → { $new }, price { $price } → { $becomes }
upkeep-prices-line-closed = { $code } · { $name }: cost { $old } → { $new }, not sold for now; with the new cost it would be { $becomes }
upkeep-prices-ask = Apply lets the price follow the new cost. Old price means that your margin changes instead.
upkeep-prices-unclear = Press one of the choices, or type "cancel" to decide later.
upkeep-button-apply-all = Apply all
upkeep-button-keep-all = Old price for all
upkeep-button-apply-one = Apply { $code }
upkeep-button-keep-one = Old price { $code }
upkeep-prices-applied = { $count ->
    [one] 1 price follows the new cost now.
   *[other] { $count } prices follow the new cost now.
}
upkeep-prices-kept = { $count ->
    [one] 1 price stays as it was.
   *[other] { $count } prices stay as they were.
}

upkeep-moments = a few seconds
upkeep-seconds = { $count ->
    [one] 1 second
   *[other] { $count } seconds
}
upkeep-minutes = { $count ->
    [one] 1 minute
   *[other] { $count } minutes
}
upkeep-hours = { $count ->
    [one] 1 hour
   *[other] { $count } hours
}
upkeep-health-usual = Usually { $time }
upkeep-health-slow = Slow at the moment: about { $now }
upkeep-health-slow-usual = Slow at the moment: about { $now }, usually { $time }
upkeep-health-disturbed = Having trouble at the moment, last failed { $at }. If it fails, you get the money back.
upkeep-health-trial = It had trouble and we are trying it again, last failed { $at }. If it fails, you get the money back.
upkeep-closed-paused = Sorry, { $name } is paused because it often failed at the supplier. We try again from { $until }. There is nothing to pay.
