### Barang dari pemasok: harga naik, barang yang datang terlambat, pemasok yang menolak kita.

supply-failed-price = Harga { $name } untuk { $destination } sudah naik dan selisihnya tidak dibayar, jadi tidak kami beli. Tidak ada yang ditagih di luar pesanan Anda.
supply-waits = Uang Anda aman. { $name } untuk { $destination } ({ $amount }) menunggu pemasok yang sedang terganggu. Kami coba lagi pukul { $at } dan seterusnya, lalu kami kabari di sini.
supply-price-rose = Uang Anda aman. Harga { $name } untuk { $destination } naik { $extra } setelah Anda bayar { $amount }. Pesanan { $code } belum kami beli.
supply-price-rose-choose = Mau tambah { $extra }, atau uang { $amount } dikembalikan? Tanpa jawaban sampai { $until }, uangnya kami kembalikan.
supply-came-late = { $name } untuk { $destination } (pesanan { $code }) ternyata berhasil di pemasok, setelah kami nyatakan gagal dan uang { $amount } kami kembalikan.
supply-came-late-choose = Kalau masih mau, bayar { $extra } sampai { $until }. Kalau tidak, abaikan saja; tidak ada yang ditagih.
supplement-placed = Tagihan tambahan { $amount } untuk pesanan { $parent } kami siapkan (nomor { $code }).
supplement-back = Uang Anda aman: tambahan { $amount } (pesanan { $code }) tidak jadi dipakai dan akan kami kembalikan. Petugas kami menghubungi Anda di sini.

button-pay-extra = Bayar { $extra }
button-money-back = Kembalikan uang
button-no-thanks = Tidak usah
button-test-provider = Uji sekarang

charge-gone = Pilihan ini sudah tidak berlaku. Keadaan terbaru ada di pesanan Anda.
charge-declined = Baik, tidak ada yang ditagih.
refused-too_late = Waktunya sudah lewat. Buka pesanan untuk melihat keadaan terbaru.

alert-supplier-paused-credentials = Pemasok { $provider } menolak akun kita (kunci, nama pengguna, atau alamat IP). Pesanan yang sudah dibayar menunggu, tidak ada yang gagal.
alert-supplier-paused-account = Pemasok { $provider } tidak menerima transaksi dari akun kita. Pesanan yang sudah dibayar menunggu, tidak ada yang gagal.
alert-supplier-paused-supplier_balance = Saldo kita di pemasok { $provider } tidak cukup. Pesanan yang sudah dibayar menunggu, tidak ada yang gagal.
alert-supplier-paused-transport = Pemasok { $provider } tidak bisa dihubungi. Pesanan yang sudah dibayar menunggu, tidak ada yang gagal.
alert-supplier-paused-said = Kata pemasok: { $message }
alert-supplier-paused-next = Setelah { $provider } beres, tekan Uji sekarang. Kami juga mencoba sendiri secara berkala dan mengirim semua yang menunggu.
alert-supplier-resumed = Pemasok { $provider } sudah menerima lagi. Pesanan yang menunggu sedang dikirim.
supplier-test-ok = Uji koneksi { $provider } berhasil. Yang menunggu dikirim sekarang.
supplier-test-failed = Uji koneksi { $provider } belum berhasil, pesanan tetap menunggu. Kata pemasok: { $message }

alert-purchase-waits = Pesanan { $code } sudah dibayar dan masih menunggu pemasok. Boleh tetap menunggu, atau kembalikan uangnya lewat antrean. { $message }
alert-purchase-overdue = Pesanan { $code } sudah terlalu lama tidak pasti dan tidak bisa ditanyakan lagi ke pemasok. Uang pembeli masih tertahan: putuskan di antrean. { $message }
alert-purchase-unpaid-late = Pembeli pesanan { $code } tidak membayar barang yang datang terlambat. Putuskan di antrean: berikan atau hapus bukukan. { $message }

supply-given-up = { $name } untuk { $destination } tetap tidak bisa dipastikan, jadi pesanan { $code } kami hentikan.
supply-reversed = Pemasok membatalkan { $name } untuk { $destination } setelah kami kabarkan berhasil (pesanan { $code }).
key-handed-over = Kunci kamar pesanan { $code } diserahkan di meja depan. Ada yang kurang? Kabari kami di sini.

owner-next-goes_out_later = dikirim sendiri begitu pemasok bisa menerima.
owner-next-buyer_answers = pembeli menjawab soal harga yang naik. Tanpa jawaban, uangnya kembali.
