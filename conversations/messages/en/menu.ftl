### Menu, language, and the refusals that hold anywhere.

menu-greeting = Hello, welcome to { $business }. 👋
menu-practice = This is practice mode: try everything to the end, no real money moves.
menu-ask = What can we do for you? Press a button, or just type, for example "tomorrow 2 nights" or "pulsa 10k".
menu-hint-unknown = Sorry, we did not understand that.
menu-hint-stale = That button belongs to a question that is closed, so nothing has changed.
menu-hint-unsupported = Sorry, we can only read text and buttons so far.
menu-hint-too-long = That message is too long for us to read. Please send the gist in one short sentence.
menu-hint-thanks = You are welcome. Glad to help.
menu-hint-language-set = All right, we will speak English from now on.

menu-button-menu = Menu
menu-button-rooms = 🏨 Book a room
menu-button-shop = 🛍 Shop
menu-button-orders = My orders
menu-button-order = See order
menu-button-help = Help
menu-button-human = Talk to a person
menu-button-queue = Owner's queue
menu-button-resellers = Resellers
menu-button-other-language = Bahasa Indonesia

menu-language-ask = Choose a language. / Pilih bahasa.
menu-language-id = Bahasa Indonesia
menu-language-en = English

# Several sentences as the lines of one paragraph.
menu-stack-2 =
    { $a }
    { $b }
menu-stack-3 =
    { $a }
    { $b }
    { $c }
menu-stack-4 =
    { $a }
    { $b }
    { $c }
    { $d }

refused-not_found = We could not find that. Check the spelling, or go back to the menu.
refused-not_allowed = This part is for the owner and staff only.
refused-sold_out = Sorry, the last one was just taken. Nothing has been paid.
refused-not_sellable = Sorry, this is not for sale at the moment. Nothing has been paid.
refused-quote_expired = What this bill comes to was asked on an earlier day. Write the customer number again and we ask what it is today. Nothing has been paid.
refused-cut_off = The supplier is closed for maintenance. You can order again from { $reopensAt }.
refused-bad_destination = The destination does not fit this product. Check it, then order again.
refused-bad_dates = Those dates cannot be used. Check-in is today at the earliest, and check-out comes after it.
refused-too_many_open = You have { $max } unpaid orders, which is the limit. Pay or cancel one of them under My orders first.
refused-balance_short = Your balance is not enough: this needs { $total }, you can spend { $available }. Top up first, or pay another way.
refused-daily_limit = Today's limit is { $limit }, { $left } of it is left. Try again tomorrow, or ask the shop to raise it.
refused-pin_needed = Your transaction PIN is needed first. Please order once more.
refused-over_limit = That is above your limit of { $limit } per decision. The owner decides this.
refused-wrong_pin = That PIN is wrong. { $triesLeft ->
    [1] You have 1 try left.
   *[other] You have { $triesLeft } tries left.
}
refused-pin_locked = Your PIN is locked until { $until } after several wrong tries. Forgot it? Ask the shop to remove it.
refused-weak_pin = That PIN is too easy to guess. Avoid digits in a row, repeated digits or a year of birth.
refused-bad_amount = The amount must be between { $min } and { $max }. Write for example 100k.
refused-too_many_nights = At most { $max } room nights per booking (nights times rooms). Choose fewer nights or rooms.
refused-too_many_guests = This room takes at most { $max } guests. Choose fewer guests or more rooms.
refused-no_payment_provider = Sorry, we cannot take payments right now. Nothing has been ordered. Try again later, or talk to a person.
refused-price_changed = The price has just changed. Please look at the new price first.
refused-wrong_state = That can no longer be done. Look at where it stands first.
refused-already_done = That has been done already, so we did not repeat it.
refused-conflict = This request came in before with different content, so we left it as it was. Please start again from the menu.
refused-too_soon = We checked just now. Wait about 10 seconds, then try again.
refused-bad_code = That code is wrong or has expired. Check the code.
refused-bad_input = Something is missing or out of range. Please start again from the menu.
refused-rate_limited = That was too often in a short time. Wait a moment, then try again.
refused-too_large = That file is larger than { $max } MB, the limit for files in a chat. Our staff can help.

checkout-total = Total { $total }
checkout-ask-rooms = Is everything right? { $how ->
    [choice] After this you choose how to pay.
   *[qr] After this we send a QR to pay with.
    [va] After this we send a number to pay to.
    [wallet] After this we send a payment request.
    [link] After this we send a link to pay with.
}
checkout-ask-shop = Is everything right? { $how ->
    [choice] After this you choose how to pay.
   *[qr] After this we send a QR to pay with.
    [va] After this we send a number to pay to.
    [wallet] After this we send a payment request.
    [link] After this we send a link to pay with.
}
checkout-button-yes = Yes, order
checkout-button-change = Change
checkout-button-no = No, thanks
checkout-yes-or-no = Reply Yes to order, Change to alter it, or No.
checkout-declined-rooms = All right, no booking was made and there is nothing to pay.
checkout-declined-shop = All right, nothing was ordered and there is nothing to pay.
checkout-price-changed = The price has just changed, so we have not ordered yet. This is the price now:
checkout-price-unsteady = The price keeps changing, so we have not ordered. There is nothing to pay. Please try again shortly.
