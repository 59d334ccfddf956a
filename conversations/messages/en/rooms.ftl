### Booking a room: dates, guests, the choice of rooms, the booker.

rooms-hello = We are happy to find you a room.
rooms-ask-dates = When would you like to stay? Just type it, for example "24-26 nov", "tomorrow 2 nights", or "the 24th".
rooms-button-tonight = Tonight
rooms-button-tomorrow = Tomorrow
rooms-button-saturday = Saturday

rooms-dates-not_understood = We could not read the dates. Type for example "24 nov 2 nights" or "24-26 nov".
rooms-dates-vague = Please name the day, for example "24 nov" or "next friday".
rooms-dates-no_arrival = { $nights ->
    [one] 1 night, from which day? For example "tomorrow 1 night".
   *[other] { $nights } nights, from which day? For example "tomorrow { $nights } nights".
}
rooms-dates-no_such_date = { $typed } (day/month) is not in the calendar. Please type another date, for example "28 feb".
rooms-dates-past = { $date } has passed. Check-in is today at the earliest. If you mean next year, add the year.
rooms-dates-too_far = Rooms can be booked until { $until }. Please choose an earlier date.
rooms-dates-order = Check-out ({ $checkOut }) has to be after check-in ({ $checkIn }). Please type the dates again, for example "24-26 nov".
rooms-dates-zero_nights = A stay is at least 1 night. How many nights?
rooms-dates-too_many_nights = At most { $max } nights per booking. You asked for { $nights }. For longer, book twice or talk to a person.
rooms-dates-nights_conflict = The dates make { $counted ->
    [one] 1 night
   *[other] { $counted } nights
}, but you wrote { $said }. Which is right? Type for example "24 nov { $said } nights".

rooms-ask-nights = Check-in { $checkIn }. How many nights?
rooms-nights = { $count ->
    [one] 1 night
   *[other] { $count } nights
}
rooms-nights-unclear = Type the number of nights, for example "2", or the check-out date, for example "until 26 nov".
rooms-ask-guests = For how many guests? For example "2" or "2 adults 1 child".
rooms-guests = { $count ->
    [one] 1 guest
   *[other] { $count } guests
}
rooms-guests-not_understood = Type the number of guests, for example "2" or "2 adults 1 child". Something else first? Type "menu".
rooms-guests-too_few = At least 1 guest. How many guests are staying?
rooms-guests-too_many = At most { $max } guests by chat. For a larger group, type "cs" and a person will help.
rooms-ask-rooms = { $guests } guests need more than one room. How many rooms would you like?
rooms-count = { $count ->
    [one] 1 room
   *[other] { $count } rooms
}
rooms-count-unclear = Type the number of rooms, 1 to { $max }.

rooms-offer-name = { $name }
rooms-offer-price = { $total } for { $nights ->
    [one] 1 night
   *[other] { $nights } nights
}, { $rooms ->
    [one] 1 room
   *[other] { $rooms } rooms
}
rooms-offer-capacity = { $capacity ->
    [one] For 1 guest
   *[other] Up to { $capacity } guests per room
}
rooms-offer-few = { $left ->
    [one] 1 room left
   *[other] { $left } rooms left
}
rooms-offer-about = { $description }
rooms-picture = Photo of { $name }
rooms-found = { $checkIn } to { $checkOut }, { $nights ->
    [one] 1 night
   *[other] { $nights } nights
}, { $guests ->
    [one] 1 guest
   *[other] { $guests } guests
}, { $rooms ->
    [one] 1 room
   *[other] { $rooms } rooms
}.
rooms-sold-out-types = Full on these dates: { $names }.
rooms-linked-gone = The room you opened is full on these dates. Here are the others.
rooms-ask-room = Choose a room, or type other dates.
rooms-button-room = { $name } · { $total }
rooms-button-dates = Other dates
rooms-button-guests = Change guests
rooms-button-all = Other rooms
rooms-room-unclear = Press one of the rooms, or type other dates, for example "28-30 nov".
rooms-none-free = Sorry, every room is full from { $checkIn } to { $checkOut }.
rooms-many-tries = Nothing has fitted yet. Our staff can help you find another date or room.

rooms-ask-name = Good choice. In whose name?
rooms-name-unclear = Type the booker's name in letters, for example "Sari Wulandari".
rooms-name-too-long = A name has at most { $max } letters. You sent { $got }. Please type a short form.
rooms-ask-contact = Thank you, { $name }. Which phone number or email address can we reach you at?
rooms-contact-not_understood = Type a mobile number, for example 0812 3456 7890, or an email address.
rooms-contact-bad_phone = That mobile number is incomplete or wrong. You sent { $digits } digits. Examples: 0812 3456 7890, or +65 9123 4567 from abroad.
rooms-contact-bad_mail = That email address is incomplete. Example: name@example.com.
rooms-ask-arrival = About what time will you arrive on { $checkIn }? For example "3 pm".
rooms-button-arrival-later = I do not know yet
rooms-arrival-not_understood = Type the time, for example "3 pm" or "15:00". Not sure yet? Type "later".
rooms-arrival-no_such_time = There is no such time. Times run from 00:00 to 23:59, for example "15:00".
rooms-arrival-relative = Please type the time itself, for example "3 pm".
rooms-arrival-ambiguous = { $hour } in the morning or { $hour } in the evening? Type for example "{ $hour } am" or "{ $hour } pm".

rooms-summary-room = { $property }: { $room }, { $rooms ->
    [one] 1 room
   *[other] { $rooms } rooms
}
rooms-summary-in = Check-in { $checkIn } from { $from }
rooms-summary-out = Check-out { $checkOut } before { $until }
rooms-summary-nights = { $nights ->
    [one] 1 night
   *[other] { $nights } nights
}, { $guests ->
    [one] 1 guest
   *[other] { $guests } guests
}
rooms-summary-booker = In the name of { $name }, { $contact }
rooms-summary-arrival = Arriving at about { $time }
rooms-summary-arrival-later = Time of arrival not set yet

rooms-refused-not_found = That room is no longer on our list. Please choose another one.
rooms-refused-sold_out = Sorry, another guest has just booked that room. There is nothing to pay. Please choose another room or other dates.
rooms-refused-not_sellable = Sorry, that room is not for sale at the moment. Please choose another one.
rooms-refused-bad_input = Some booking details are missing. Please start again with the dates.
