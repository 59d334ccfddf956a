### Help and the hand-over to a person.

help-intro = Just type as you would to a person. Some examples:
help-type-rooms = • "tomorrow 2 nights" or "24-26 nov 2 people" for rooms
help-type-shop = • "pulsa 10k" or a product's name to shop
help-type-orders = • "orders" to see your orders, or type an order's code
help-type-cancel = • "cancel" to stop, or to cancel an order
help-type-language = • "bahasa indonesia" for Indonesian, "menu" to go back
help-human = Need a person? Press Talk to a person, or type "cs".
help-ask-question = What can our staff help with? Write it in one message and we pass it on.
help-question-unclear = Please write your question in words, so that our staff can help at once.
help-asked = We have passed it to our staff. The answer appears here. Meanwhile you can use everything else.
help-nobody-on-duty = Nobody is on duty right now. Your question is kept in the queue, and the answer will appear here.
help-guest_waiting = Your request is kept for our staff and not answered yet. The answer appears here. Meanwhile you can use everything else.
help-guest_active = You are connected to our staff. Just write your message, or type "done" to go back to the menu.
