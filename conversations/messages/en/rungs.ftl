### Several suppliers for one product: who is asked first, and how a destination is sent to each. For the owner.

rungs-button = Suppliers of this product
rungs-button-add = Add another supplier
rungs-button-order = Change the order
rungs-button-format = Change the format
rungs-button-separate = Separate again
rungs-button-no = Never mind
rungs-button-join = Yes, join them
rungs-button-separate-yes = Yes, separate
rungs-button-format-yes = Yes, use this format
rungs-button-up = Move { $supplier } up
rungs-button-down = Move { $supplier } down
rungs-button-by-cost = Cheapest first

rungs-head = Suppliers of { $name } ({ $code }):
rungs-head-cost = Suppliers of { $name } ({ $code }), the cheapest is asked first. When one surely fails, the order goes on to the next:
rungs-head-fixed = Suppliers of { $name } ({ $code }), in the order you set. When one surely fails, the order goes on to the next:
rungs-empty = Nobody supplies it yet.
rungs-line = { $place }. { $supplier } · { $sku } · cost { $cost }
rungs-line-state = { $place }. { $supplier } · { $sku } · cost { $cost } · { $state }
rungs-state-off = not sold by the supplier
rungs-state-supplier_off = supplier not in use
rungs-state-paused = supplier paused just now
rungs-state-cut_off = closed at this hour
rungs-sent = Example of what is sent: { $sent }
rungs-pick = { $supplier } · { $sku }
rungs-unclear = Press one of the choices, or "cancel" to stop.
rungs-kept = Alright, nothing changed.

rungs-candidates = Goods of other suppliers that look like { $name }. Which one do you want to add?
rungs-candidates-none = No other supplier has goods of the same category, brand and amount as { $name } yet. Sync another supplier's price list first, then try again.
rungs-side = { $supplier } · { $sku }: { $name }, cost { $cost }
rungs-warn-name = Careful: the names are not quite the same. Make sure they are the same goods.
rungs-warn-cost = Careful: it costs { $pct }% of what you pay now. The same goods usually cost about the same.
rungs-formats-differ = Their formats for the destination differ, and that is fine: each supplier is sent its own.
rungs-join-ask = Join it to { $code }? { $other } is not sold by itself any more, and its code opens { $code }. Running orders of { $other } are not disturbed.
rungs-joined = { $supplier } now supplies { $code } too. { $other } is not sold by itself any more. An order only changes supplier when the first one surely failed.

rungs-ask-separate = Which supplier do you want to separate?
rungs-separate-ask = Separate { $supplier } ({ $sku }, { $name }) from { $code }? It is sold as a product of its own again.
rungs-separated = { $supplier } does not supply { $code } any more and is sold by itself as { $own }.

rungs-order-ask-cost = Now the cheapest is asked first. How do you want to change it?
rungs-order-ask-fixed = Now they are asked in the order you set. How do you want to change it?
rungs-ordered = Alright, { $supplier } is asked first. The price follows the first supplier that can deliver.
rungs-ordered-by-cost = Alright, the cheapest is asked first.

rungs-ask-format = Which supplier's format do you want to change?
rungs-format = { $template }
rungs-format-ask = How does { $supplier } want the destination? Now { $template }. Press a choice or type the format.
rungs-format-example = When a buyer writes { $given }, { $supplier } gets { $sent }.
rungs-format-change = When a buyer writes { $given }, { $supplier } gets { $sent }. Now it gets { $before }.
rungs-format-check = Compare it with the supplier's instructions: a wrong format may reach somebody else.
rungs-format-set = Alright, from now on { $supplier } is sent it like this: { $sent }

rungs-refused-not_found = There is no product { $code }. Check the code, for example suppliers ML86.
rungs-refused-wrong_state = { $code } is not a supplier's product on sale, so there are no suppliers to arrange.
rungs-refused-conflict = Somebody has just changed it, so nothing was changed now. Open it again and look before you try.
rungs-refused-same_supplier = That supplier already supplies { $code }. Once is enough.
rungs-refused-destination = The two products ask for their destination differently, so they cannot be joined.
rungs-refused-rungs = { $max } suppliers at the most for one product. Separate one first.
rungs-refused-template_parts = A format has every part exactly once, for example {"{"}user{"}"}|{"{"}zone{"}"}. Nothing changed.
rungs-refused-template_unclear = Without a sign between them two destinations may be sent alike, and the goods reach somebody else. Put one between, for example {"{"}user{"}"}|{"{"}zone{"}"}. Nothing changed.
rungs-refused-template_apart = This supplier takes the parts of a destination separately, so their order is fixed and { $separator } has to stand between them. Nothing changed.
rungs-refused-template_too_long = A format has 60 letters at the most. Nothing changed.
