### Antrean pemilik: apa yang terjadi, apa akibat tiap pilihan, siapa yang sudah memutuskan.

owner-button-case = { $code }: { $kind }
owner-next-payer_chooses = pembeli memilih uangnya kembali atau jadi saldo. Tanpa pilihan, uangnya kembali sendiri.
owner-next-refund_sent = gateway mengembalikan uangnya. Kami tanyakan terus sampai pasti.
owner-case-refund_unclear = pengembalian belum pasti
owner-case-gateway_refund = dikembalikan di gateway
owner-case-payment_reversed = pembayaran dibatalkan gateway
case-button-later = Nanti saja
case-button-account = Lihat rekening
case-button-no-proof = Tanpa bukti

case-what = Pesanan { $code }: { $kind }. Nilainya { $amount }.
case-what-underpaid = Pesanan { $code } dibayar { $amount } dari { $total }. Barang belum dikirim; pembeli sudah ditawari membayar sisanya.
case-what-overpaid = Pesanan { $code } dibayar { $amount }, padahal harganya { $total }. Barang belum dikirim.
case-what-paid_twice = Pesanan { $code } sudah lunas { $total }, lalu masuk { $amount } lagi. Pembeli sudah ditawari pilihan.
case-what-refund_due = { $amount } dari pesanan { $code } harus ditransfer ke pembeli; gateway tidak bisa mengembalikannya.
case-what-refund_unclear = Kami minta gateway mengembalikan { $amount } dari pesanan { $code }, tetapi jawabannya tidak pasti. Cek dulu di dasbor gateway.
case-what-gateway_refund = { $amount } dari pesanan { $code } dikembalikan di gateway, bukan oleh kami. Sudah dibukukan.
case-what-payment_reversed = Pembayaran { $amount } untuk pesanan { $code } dinyatakan gagal oleh gateway setelah lunas. Cek dulu di dasbor gateway.
case-detail = Catatan: { $detail }
case-destination = Tujuan: { $destination }
case-no-destination = Pembeli belum memberi rekening. Kami ingatkan beberapa kali.
case-account = Transfer { $amount } ke { $bank }, atas nama { $name }:
case-after-account = Sudah ditransfer { $amount }?

case-do-accept = Kirim barangnya
case-do-refund = Kembalikan uang
case-do-keep = Jadikan saldo
case-do-retry = Tanyakan lagi
case-do-write_off = Hapus dari catatan
case-do-dismiss = Sudah beres
case-do-refund_due-accept = Sudah ditransfer
case-do-refund_unclear-accept = Sudah kembali
case-do-refund_unclear-refund = Belum, transfer manual
case-do-payment_reversed-accept = Uangnya hilang
case-do-cancel_request-dismiss = Tolak permintaan
case-does-accept = Kirim: pesanan { $code } jalan dengan uang yang ada; kurangnya ditanggung toko, lebihnya dikembalikan.
case-does-refund = Kembalikan: { $amount } kembali ke pembeli.
case-does-keep = Saldo: { $amount } jadi saldo pembeli.
case-does-retry = Tanyakan: ditanyakan lagi dengan kunci yang sama, tidak terkirim dua kali.
case-does-write_off = Hapus: { $amount } tidak lagi dicatat sebagai utang; alasannya disimpan.
case-does-dismiss = Beres: kasus ditutup, tidak ada uang yang bergerak.
case-does-refund_due-accept = Sudah ditransfer: { $amount } dibukukan keluar dan pembeli dikabari.
case-does-refund_unclear-accept = Sudah kembali: dasbor gateway menunjukkan { $amount } sudah dikembalikan.
case-does-refund_unclear-refund = Belum: dasbor menunjukkan tidak ada pengembalian; { $amount } ditransfer manual.
case-does-payment_reversed-accept = Hilang: { $amount } dibukukan sebagai kerugian; barang tidak ditarik.
case-does-cancel_request-dismiss = Tolak: pemesanan tetap berlaku. Untuk membatalkan: sapa stay:cancel { $code }
case-sure-refund = Yakin mengembalikan { $amount } dari pesanan { $code }?
case-sure-write_off = Yakin menghapus { $amount } dari pesanan { $code }? Pembeli tidak menerima apa-apa lagi dari sini.
case-sure-refund_due-accept = Yakin { $amount } untuk pesanan { $code } sudah ditransfer?
case-sure-refund_unclear-accept = Yakin { $amount } sudah kembali menurut dasbor gateway?
case-sure-refund_unclear-refund = Yakin gateway belum mengembalikan { $amount }? Kalau keliru, uangnya terkirim dua kali.
case-sure-payment_reversed-accept = Yakin { $amount } untuk pesanan { $code } tidak pernah sampai?
case-ask-reason = Apa alasannya? Satu kalimat cukup.
case-ask-proof = Ada bukti atau nomor referensi transfer? Pembeli ikut membacanya.
case-done-accept = Pesanan { $code } jalan. Pembeli sudah dikabari.
case-done-refund = { $amount } dari pesanan { $code } dikembalikan. Pembeli sudah dikabari.
case-done-keep = { $amount } jadi saldo pembeli pesanan { $code }.
case-done-retry = Ditanyakan lagi ke gateway. Kami kabari hasilnya.
case-done-write_off = { $amount } dari pesanan { $code } dihapus dari catatan.
case-done-dismiss = Kasus pesanan { $code } ditutup.
case-done-refund_due-accept = Dicatat: { $amount } untuk pesanan { $code } sudah ditransfer. Pembeli sudah dikabari.
case-done-refund_unclear-accept = Dicatat: { $amount } untuk pesanan { $code } sudah kembali. Pembeli sudah dikabari.
case-done-refund_unclear-refund = Baik, { $amount } untuk pesanan { $code } ditransfer manual. Rekeningnya kami tanyakan ke pembeli.
case-done-payment_reversed-accept = { $amount } dari pesanan { $code } dibukukan sebagai kerugian.
case-done-cancel_request-dismiss = Permintaan batal untuk { $code } ditolak. Pemesanan tetap berlaku.
case-done-otherwise = selesai dengan cara lain
case-refused-sold_out = Barangnya sudah habis. Kembalikan uangnya, atau jadikan saldo.
case-refused-wrong_state = Keadaannya sudah berubah. Buka lagi antreannya.
case-decided = { $order ->
    [none] Kasus ini
   *[other] Kasus pesanan { $code }
  } sudah diputuskan { $who } pada { $when }: { $what }.
case-decided-itself = { $order ->
    [none] Kasus ini
   *[other] Kasus pesanan { $code }
  } selesai sendiri pada { $when }: { $what }.
case-by = oleh { $name }
case-by-staff = oleh petugas

case-not-yours = Ini diputuskan rekan lain yang berhak. Anda bisa membaca keadaannya.
