# Orders typed in one line, answered in one line.

lines-not = { $line }: { $why }
lines-item = { $line }
lines-unknown = there is no code { $code }. See the price list.
lines-no-destination = { $name } takes no destination number. Type its code alone.
lines-too-many = At most { $max } lines at a time. Split them into several messages; nothing has been ordered yet.
lines-reseller-only = Several lines at once are for resellers only. Send one line, or register as a reseller first.
lines-again =
    { $count ->
        [1] This order is the same as one you just sent:
       *[other] These { $count } orders are the same as ones you just sent:
    }
lines-again-ask = Send again? The others go ahead either way.
lines-button-again = Yes, send again
lines-button-skip = No, skip
lines-skipped = not sent again, same as { $code } at { $at }.
lines-skipped-twice = not sent twice.
lines-once-only = ordered at { $at } already ({ $code }); the supplier does not take the same order for the same number again.
lines-pin-wrong = The PIN is wrong and nothing has been ordered. You can try { $triesLeft } more times. It is safer to send the line without it; we ask for it.
lines-button-top-up = Top up

lines-customers =
    { $count ->
        [1] Please check whose number this is:
       *[other] Please check whose numbers these { $count } are:
    }
lines-customer = { $line }: { $name }, { $tariff } / { $power }
lines-customer-name = { $line }: { $name }
lines-customer-unchecked = { $line }: the name cannot be checked right now
lines-customers-ask = Is that right? Your balance is used only after this.
lines-button-send = Yes, send
lines-customer-wrong = PLN does not know this number, nothing was ordered. Check the number.
lines-customer-declined = not sent.
