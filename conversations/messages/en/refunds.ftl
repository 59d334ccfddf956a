### Money that goes back: the choice, the destination, the news.

refund-kept = { $amount } of order { $code } is now your balance. You can use it for your next order.
refund-paid = { $amount } of order { $code } has been sent back to you.
refund-proof = Note from our staff: { $proof }
