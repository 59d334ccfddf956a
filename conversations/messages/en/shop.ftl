### The shop: categories, brands, products, quantity, destination.

shop-page-categories = What would you like to buy?
shop-page-brands = { $category }: choose a brand.
shop-page-category = { $category }: choose a product.
shop-page-products = { $category } { $brand }: choose a product.
shop-page-search = { $total ->
    [one] 1 product matches "{ $search }".
   *[other] { $total } products match "{ $search }".
}
shop-page-of = { $from }–{ $to } of { $total }.
shop-page-ask = Press your choice, or type what you are looking for, for example "pulsa 10k".
shop-page-gone = That page is empty now, so we went back to the start.
shop-item-group = { $name } ({ $count })
shop-item-product = { $name } · { $price }
shop-item-closed = { $name } · not available
shop-button-next = Next ›
shop-button-prev = ‹ Previous
shop-button-up = Back
shop-button-back = Back
shop-empty = Sorry, nothing is for sale at the moment.
shop-nothing-found = Nothing matches "{ $words }" yet. Try another word, or choose from the list.
shop-search-unclear = Press one of the choices, or type the product's name, at least 2 letters.

shop-product-name = { $name }
shop-product-price = { $price }
shop-product-stock = { $stock } in stock
shop-product-about = { $description }
shop-ask-qty = How many would you like? At most { $max }.
shop-qty = { $count ->
    [one] 1 code
   *[other] { $count } codes
}
shop-qty-unclear = Type the quantity as a number, 1 to { $max }.
shop-qty-too-few = At least 1. How many would you like? At most { $max }.
shop-qty-too-many = At most { $max } per order. You sent { $got }. Type 1 to { $max }.

shop-ask-phone = Which mobile number should get it? For example 0812 3456 7890.
shop-ask-ewallet = Which mobile number is the { $brand } account to fill? For example 0812 3456 7890.
shop-ask-pln = What is the PLN meter number or customer ID? 11 or 12 digits, on the meter or a receipt.
shop-ask-text = Which mobile number or { $brand } account is it for? Type it exactly as in the account.
shop-ask-field = Type the { $fields } of the account. It is usually in the account's profile.
shop-ask-fields = Type the { $fields } of the account, with a space between. They are usually in the account's profile.
shop-fields = { $first } and { $rest }
shop-field-user = User ID
shop-field-zone = Zone ID
shop-field-server = server
shop-field-id = ID
shop-field-username = account name
shop-field-tag = tag
shop-field-nickname = nickname
shop-field-email = email address
shop-field-phone = mobile number
shop-field-meter = meter number
shop-field-text = destination
shop-field-other = { $field }

shop-destination-empty = The destination is still missing. Please type it.
shop-destination-too_long = At most { $max } characters. You sent { $got }. Type the destination only.
shop-destination-bad_characters = There is a picture or sign in it that cannot be used. Use letters and digits only.
shop-destination-not_a_phone = Indonesian mobile numbers begin with 08 or +628. Check the number, for example 0812 3456 7890.
shop-destination-phone-digits_count = A mobile number has { $min } to { $max } digits. You sent { $got }. Check the number.
shop-destination-phone-not_digits = A mobile number has digits only. Type for example 0812 3456 7890.
shop-destination-pln-digits_count = A PLN meter number has { $min } or { $max } digits. You sent { $got }. Check the meter or a receipt.
shop-destination-pln-not_digits = A PLN meter number has digits only, 11 or 12 of them. Check the meter or a receipt.
shop-destination-missing_field = { $field } is missing. Type { $fields } with a space between, for example 12345678 1234.
shop-destination-too_many_parts = Too many parts: { $max } needed, { $got } sent. Type only { $fields }, with a space between.
shop-destination-rule = { $field } has { $min } to { $max } characters. What you sent does not fit. Check the account's profile.
shop-destination-options = { $field } has to be one of: { $options }. Type it exactly like that.
shop-destination-other = That destination does not fit this product. Check it, then type it again.
shop-destination-stuck = Sorry, { $name } cannot be ordered for that destination yet. There is nothing to pay. Our staff can help.

shop-summary-item = { $name }, { $qty } × { $price }
shop-summary-destination = To: { $destination }
shop-customer = In the name of: { $name }, { $tariff } / { $power }
shop-customer-name = In the name of: { $name }
shop-customer-unchecked = The customer's name cannot be checked right now. Please make sure the number is right.
shop-customer-wrong = PLN does not know the number { $number }. There is nothing to pay. Please check the meter or a receipt, then send the right number.

shop-refused-not_found = That product is no longer there. Please choose another one.
shop-refused-sold_out = Sorry, this product has just sold out. There is nothing to pay. Please choose another one.
shop-refused-not_sellable = Sorry, this product is not for sale at the moment. Please choose another one.
shop-refused-bad_input = The quantity is out of range, at most { $max } per order. Please order again.
