# What a buyer reads while something is set up for them by a server of the owner's.

deploy-ask = Type the { $fields } for { $name }.
deploy-pending = Your payment is here. { $name } ({ $amount }) is being set up. We send you the result here; if there is none by { $at }, we check ourselves.
deploy-review = Your money is safe. { $name } ({ $amount }) is still not set up. Our staff are looking into it; you need not do anything.
deploy-failed = { $name } could not be set up.
