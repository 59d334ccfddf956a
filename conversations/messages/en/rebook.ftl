### Other nights before paying, another room after a late payment, a key that is not there yet.

rebook-hello = Order { $code } is now { $checkIn } to { $checkOut }. Which dates would you like instead? For example "24-26 nov" or "tomorrow 2 nights".
rebook-ask = { $room }: { $checkIn } to { $checkOut }, { $nights ->
    [1] 1 night
   *[other] { $nights } nights
}. The total becomes { $total } (before: { $before }). Change the dates? The old payment ends, we send a new one.
rebook-yes = Yes, change
rebook-no = No, keep the old ones
rebook-kept = All right, the dates stay. The payment you have is still valid.
rebook-none = There is no unpaid room booking. For a paid one our staff can help.
rebook-which = Which order should get other dates?
rebook-which-unclear = Type the order code, for example K7QF2M.
rebook-many-tries = No dates that fit yet. Your order stays as it was; our staff can help.
rebook-refused-sold_out = Sorry, that room is full on one of those nights. Your order stays as it was. Try other dates.
rebook-refused-wrong_state = The dates of order { $code } cannot be changed now. For a paid booking our staff can help.
refused-same_dates = Those are the dates you have now. Type other dates, for example "24-26 nov".

dates-changed = The dates of order { $code } are changed: { $room }, { $checkIn } to { $checkOut }, { $nights ->
    [1] 1 night
   *[other] { $nights } nights
}, total { $total }.
dates-changed-qr = { $how ->
   *[qr] Please do not pay the old QR any more. The new one comes below in a moment.
    [va] Please do not transfer to the old number any more. The new one comes below in a moment.
    [wallet] Please do not approve the old request any more. The new one comes below in a moment.
    [link] Please do not pay with the old link any more. The new one comes below in a moment.
}
qr-withdrawn = { $how ->
   *[qr] This QR has ended because the dates were changed. Use the newest one below.
    [va] This payment number has ended because the dates were changed. Use the newest one below.
    [wallet] This payment request has ended because the dates were changed. Use the newest one below.
    [link] This payment link has ended because the dates were changed. Use the newest one below.
}
orders-button-dates = Change dates

room-gone = The room of order { $code } was booked by another guest before your payment came. Would you like to see other rooms on the same dates? If not, we return the money.
button-other-rooms = See other rooms
other-rooms = Rooms still free for { $checkIn } to { $checkOut }, paid from the { $paid } that came in:
other-rooms-line = { $name }: { $total }
other-rooms-line-back = { $name }: { $total }, we return { $back }
other-rooms-none = There is no other room for { $paid } or less on those dates. Your money is safe and we return it; for another room or other dates, please book anew.
other-rooms-no = Return my money
other-rooms-declined = All right, your money is safe and we return it.
other-rooms-taken = Sorry, another guest took that room a moment ago. Your money is still safe.
other-rooms-over = This choice is no longer open for order { $code }. Your order shows where things stand.

key-delayed-desk = At the front desk, show order { $code } in the name of { $guest }; they open room { $room } for you. As soon as the code is made we send it here.
