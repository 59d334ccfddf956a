### Bills: customer number, details, receipt.

bill-ask = What is the { $name } customer number? It is on an earlier bill or receipt.
bill-refused = There is no { $name } bill to pay for number { $number }. It may be paid already, not out yet, or the number may be wrong. Nothing was charged. Check the number and write it again.
bill-unclear = The { $name } bill for number { $number } could not be checked just now. Nothing was charged. Write the number again in a moment, or press Back.
bill-summary = { $name } number { $number }
bill-whose = In the name of { $name }, period { $period }
bill-amounts = Bill { $bill } + admin fee { $fee }
bill-receipt = In the name of { $name }, period { $period }. Bill { $bill } + admin fee { $fee } = { $total }.
goods-bill = { $name } number { $destination } is paid.
shop-item-bill = { $name }
bill-dearer = Today the { $name } bill for number { $destination } comes to more than you agreed to, so we did not pay it. Please check the bill again and order anew.
bill-failed = The { $name } bill for number { $destination } was not paid: the supplier refused it. It may be paid already, or the biller has trouble. Check the bill again before you order anew.
bill-number = A { $name } customer number has 6 to 20 digits and no letters. Look at an earlier bill or receipt, then write it again.
bill-sn = Payment receipt (SN):
