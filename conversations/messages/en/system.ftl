### Sentences of the conversation engine itself, not of one flow.

error-sorry = Sorry, something went wrong on our side and this step is not finished. Any payment already made is safe. Try again from the menu, or ask our staff for help.
stale-button = That button belongs to an earlier question. Please answer this one:
choose-again = That does not match an option. Press a button, or type its number (1 to { $count }).
dialog-timed-out = There was no answer for a while, so we closed that step. Start again from the menu at any time.
dialog-cancelled = All right, cancelled. Anything else?
dialog-restarted = This service was just updated, so that step has to start over. Please begin again from the menu.
dialog-too-long = This conversation has become too long, so we closed it. Start again from the menu.
unsupported-message = Sorry, we can only read text and buttons so far. Please answer in writing:
unsupported-relay = Sorry, we can only pass on text so far. Please type your message.
message-too-long = That message is too long; { $max } characters at most. Please write it shorter:
secret-again = To be safe, we did not take that message as the answer. Please send it once more:
one-moment = One moment, we are working on it.
too-fast = That was a lot at once, so we stopped reading. Please write again in { $seconds } seconds. Your orders and payments are not affected.
