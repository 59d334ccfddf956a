### Uang yang kembali atau menunggu: pilihannya, tujuannya, kabarnya.

button-take-refund = Kembalikan uang
button-keep-balance = Simpan jadi saldo
button-pay-rest = Bayar sisanya
button-refund-to = Isi rekening tujuan
button-refund-change = Ubah rekening

parked-underpaid = Uang Anda aman. Untuk pesanan { $code } kami terima { $received } dari { $expected }.
parked-underpaid-next = Kurang { $missing }. Bayar sisanya, atau pilih uangnya dikembalikan. Tanpa pilihan sampai { $until }, uangnya kami kembalikan.
parked-overpaid = Uang Anda aman. Untuk pesanan { $code } kami terima { $received }, lebih dari { $expected }.
parked-overpaid-next = Petugas kami memeriksanya dan mengabari di sini. Tidak mau menunggu? Uangnya bisa dikembalikan.
parked-paid-twice = Uang Anda aman. Pesanan { $code } sudah lunas, dan { $received } kami terima lagi.
parked-paid-twice-next = Mau dikembalikan atau disimpan jadi saldo? Tanpa pilihan sampai { $until }, uangnya kami kembalikan.
parked-again = { $amount } Anda dari pesanan { $code } masih menunggu pilihan. Tanpa pilihan sampai { $until }, uangnya kami kembalikan.
rest-coming = Kami siapkan pembayaran sisanya, { $rest }, untuk pesanan { $code }.

late-refund = Uang Anda aman. Pembayaran untuk pesanan { $code } masuk setelah waktunya dan barangnya sudah habis. { $amount } menjadi hak Anda kembali.
refund-choose = Pilih dikembalikan atau disimpan jadi saldo. Tanpa pilihan sampai { $until }, uangnya kami kembalikan.
refund-coming = Kami urus sekarang dan mengabari di sini.
refund-with-fee = Biaya pembayaran { $fee } ikut kembali.
money-returned = Kami kembalikan { $amount } dari pesanan { $code }.
refund-taken = Baik, { $amount } dari pesanan { $code } kami kembalikan. Kami kabari di sini begitu jalan.
refund-pending = Pengembalian { $amount } dari pesanan { $code } sedang diproses bank. Kami kabari di sini kalau sudah sampai.
refund-where = Kami perlu mengirim { $amount } dari pesanan { $code } kembali ke Anda.
refund-where-how = Ke rekening atau e-wallet mana? Bisa diubah sampai uangnya dikirim.
refund-where-again = { $amount } dari pesanan { $code } masih menunggu rekening tujuan dari Anda.
refund-ask-account = Ketik bank atau e-wallet, nomor, dan nama pemiliknya. Contoh: BCA 1234567890 Budi Santoso
refund-account-order = Tulis berurutan: bank, nomor, nama. Contoh: BCA 1234567890 Budi Santoso
refund-account-number = Nomornya 5 sampai 20 angka. Cek lagi, lalu ketik ulang: bank, nomor, nama.
refund-account-name = Namanya belum ada. Ketik ulang dengan nama pemilik rekening, misalnya: BCA 1234567890 Budi Santoso
refund-noted = Dicatat: { $destination }. Petugas kami mengirim { $amount } dari pesanan { $code } ke sana dan mengabari di sini.
refund-kept = { $amount } dari pesanan { $code } sekarang menjadi saldo Anda. Bisa dipakai untuk pesanan berikutnya.
refund-paid = { $amount } dari pesanan { $code } sudah kami kembalikan.
refund-paid-to = { $amount } dari pesanan { $code } sudah kami kirim ke { $destination }.
refund-paid-gateway = Uangnya kembali ke sumber pembayaran Anda; sampainya di sana tergantung banknya.
refund-proof = Catatan petugas: { $proof }
gateway-refund = { $amount } dari pesanan { $code } dikembalikan oleh penyedia pembayaran ke sumber pembayaran Anda.

own-money-already_done = Ini sudah diputuskan, tidak ada lagi yang menunggu. Kabarnya ada di atas.
own-money-wrong_state = Pilihan ini sudah tidak bisa dipakai. Lihat pesanannya untuk keadaan terakhir.
own-money-not_found = Pengembalian ini tidak ditemukan. Lihat daftar pesanan Anda.

alert-refund-by-hand = Pesanan { $code }: { $amount } harus dikembalikan dengan transfer. Kami sedang menanyakan rekeningnya ke pembeli. Tandai di antrean setelah ditransfer.
alert-refund-destination = Pesanan { $code }: rekening untuk { $amount } sudah ada. Buka antrean untuk melihatnya, transfer, lalu tandai.
alert-refund-no-destination = Pesanan { $code }: pembeli tidak menjawab ke mana { $amount } dikirim. Hubungi pembeli dengan cara lain; uangnya tetap tercatat.
alert-refund-unclear = Pesanan { $code }: gateway tidak memberi jawaban pasti tentang pengembalian { $amount }. Tidak ada yang dikirim dua kali. Putuskan di antrean.
alert-gateway-refund = Pesanan { $code }: { $amount } dikembalikan di gateway, bukan oleh kami. Sudah dibukukan sebagai uang keluar.
