### Uang yang kembali: pilihannya, tujuannya, kabarnya.

refund-kept = { $amount } dari pesanan { $code } sekarang menjadi saldo Anda. Bisa dipakai untuk pesanan berikutnya.
refund-paid = { $amount } dari pesanan { $code } sudah kami kembalikan.
refund-proof = Catatan petugas: { $proof }
