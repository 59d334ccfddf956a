### Antrean pemilik: barang dari pemasok dan kunci kamar. Apa yang terjadi dan apa akibat tiap pilihan.

case-what-purchase_unclear = Pesanan { $code } ({ $amount }) belum dipastikan pemasok. Uang pembeli tertahan, tidak ada yang dibeli ulang.
case-what-late_success = Pesanan { $code } ({ $amount }) berhasil di pemasok setelah uangnya kembali ke pembeli. Barangnya kami tahan, harganya dibukukan sebagai kerugian.
case-what-reversed = Pesanan { $code } ({ $amount }) dibatalkan pemasok setelah dikirim. Belum ada uang yang bergerak.
case-what-supplier_refused = Pesanan { $code } ({ $amount }) sudah dibayar dan menunggu pemasok yang menolak atau tidak bisa dihubungi.
case-what-key_undeliverable = Tamu pesanan { $code } belum punya kode pintu.
case-what-goods_unread = Barang pesanan { $code } sudah siap, tetapi pesannya tidak sampai ke pembeli.

case-do-purchase_unclear-accept = Sudah terkirim
case-do-purchase_unclear-refund = Gagal, kembalikan
case-do-charge = Tagih dengan izin
case-do-give = Berikan saja
case-do-late_success-write_off = Hapus bukukan
case-do-reversed-write_off = Kembalikan, kita rugi
case-do-supplier_refused-retry = Kirim sekarang
case-do-key_undeliverable-retry = Buat sekarang
case-do-key_undeliverable-accept = Kunci diserahkan
case-do-goods_unread-retry = Kirim ulang

case-does-purchase_unclear-retry = Tanyakan: pemasok ditanya lagi dengan nomor yang sama. Kasus tetap terbuka.
case-does-purchase_unclear-accept = Sudah terkirim: Anda yakin barangnya sampai. Kalau ada kode atau SN, Anda ketik dan kami kirim ke pembeli.
case-does-purchase_unclear-refund = Gagal: { $amount } kembali ke pembeli. Pemasok masih bisa mengirim setelah ini; kalau begitu, itu kerugian kita.
case-does-charge = Tagih: pembeli ditanya mau membayar { $amount } lagi. Kalau ya, barangnya kami serahkan.
case-does-give = Berikan: pembeli mendapat barangnya tanpa membayar; kerugiannya tetap.
case-does-late_success-write_off = Hapus: barang tidak diberikan, kerugiannya tetap.
case-does-reversed-refund = Kembalikan: pemasok sudah mengembalikan saldo kita, { $amount } kembali ke pembeli.
case-does-reversed-write_off = Kembalikan dengan rugi: { $amount } kembali ke pembeli walau saldo kita tidak dikembalikan.
case-does-reversed-dismiss = Beres: pembeli tetap memegang barangnya, tidak ada uang yang bergerak.
case-does-supplier_refused-retry = Kirim: dicoba sekarang juga. Kasus tetap terbuka sampai terkirim.
case-does-supplier_refused-refund = Kembalikan: tidak menunggu lagi, { $amount } kembali ke pembeli.
case-does-key_undeliverable-retry = Buat: kuncinya dicoba sekarang juga.
case-does-key_undeliverable-accept = Diserahkan: tamu sudah memegang kunci dari meja depan.
case-does-goods_unread-retry = Kirim ulang: barangnya dikirim sekali lagi ke percakapan pembeli.
case-does-goods_unread-dismiss = Beres: pembeli sudah menerima barangnya dengan cara lain.

case-sure-purchase_unclear-accept = Yakin pesanan { $code } sudah sampai ke pembeli? { $amount } menjadi milik toko.
case-sure-purchase_unclear-refund = Yakin mengembalikan { $amount }? Pemasok masih bisa mengirim pesanan { $code } dan menagih saldo kita.
case-sure-give = Yakin memberikan barang pesanan { $code } tanpa dibayar? Harganya menjadi kerugian toko.
case-sure-late_success-write_off = Yakin tidak memberikan barang pesanan { $code }? Harganya tetap kerugian toko.
case-sure-reversed-write_off = Yakin mengembalikan { $amount } walau saldo kita di pemasok tidak kembali?

case-ask-serial = Ketik kode atau SN yang sampai. Pesan Anda dihapus dari percakapan bila bisa. Tidak ada? Ketik tanda minus (-).

case-done-purchase_unclear-retry = Ditanyakan lagi ke pemasok. Kasus pesanan { $code } tetap terbuka sampai ada jawaban.
case-done-purchase_unclear-accept = Pesanan { $code } dicatat terkirim. Pembeli sudah dikabari.
case-done-charge = Pembeli pesanan { $code } kami tanya. Tanpa jawaban, kasusnya kembali ke antrean.
case-done-give = Barang pesanan { $code } diserahkan tanpa dibayar.
case-done-late_success-write_off = Barang pesanan { $code } tidak diberikan; harganya dibukukan sebagai kerugian.
case-done-reversed-write_off = { $amount } dari pesanan { $code } dikembalikan; harganya dibukukan sebagai kerugian.
case-done-supplier_refused-retry = Pesanan { $code } dicoba sekarang. Kami kabari hasilnya.
case-done-key_undeliverable-retry = Kunci pesanan { $code } dicoba sekarang. Kami kabari hasilnya.
case-done-key_undeliverable-accept = Dicatat: tamu pesanan { $code } sudah memegang kunci.
case-done-goods_unread-retry = Barang pesanan { $code } dikirim sekali lagi.

case-do-purchase_unclear-retry = Tanyakan lagi
case-done-purchase_unclear-refund = Pesanan { $code } dihentikan, { $amount } kembali ke pembeli. Kalau pemasok mengirim juga, kami kabari di sini.
case-do-reversed-refund = Kembalikan uang
case-sure-reversed-refund = Yakin pemasok sudah mengembalikan saldo kita? { $amount } kembali ke pembeli pesanan { $code }.
case-done-reversed-refund = { $amount } dari pesanan { $code } dikembalikan. Pembeli sudah dikabari.
case-do-reversed-dismiss = Barang tetap
case-done-reversed-dismiss = Dicatat: pembeli pesanan { $code } tetap memegang barangnya.
case-do-supplier_refused-refund = Kembalikan uang
case-sure-supplier_refused-refund = Yakin berhenti menunggu dan mengembalikan { $amount } dari pesanan { $code }?
case-done-supplier_refused-refund = { $amount } dari pesanan { $code } dikembalikan. Pembeli sudah dikabari.
case-do-goods_unread-dismiss = Sudah diterima
case-done-goods_unread-dismiss = Dicatat: pembeli pesanan { $code } sudah menerima barangnya.
