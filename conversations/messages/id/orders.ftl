### Pesanan saya: daftar, satu pesanan, membatalkan, mengecek bayar.

orders-none = Belum ada pesanan di sini. Mau mulai dari mana?
orders-list = Pesanan terakhir:
orders-list-line = { $code } · { $name }{ $more ->
    [0] { "" }
   *[other] {" "}+{ $more }
} · { $total } · { $state }
orders-list-ask = Tekan kodenya untuk melihat, atau ketik kode pesanan lain.
orders-button-order = { $code }
orders-page-link = Halaman pesanan

orders-one = Pesanan { $code }
orders-line = { $qty }× { $name }, { $total }
orders-line-destination = Tujuan: { $destination }
orders-line-stay = { $checkIn } sampai { $checkOut }
orders-number = Nomor bayar { $name }: { $number }
orders-fee = Biaya pembayaran { $fee }, jadi yang ditransfer { $payable }
orders-refund-due = { $amount } akan dikembalikan kepada Anda.
orders-day = { $date }
orders-step = { $at } { $what }
orders-no-steps = Belum ada langkah yang tercatat.

orders-state-awaiting_payment = Menunggu pembayaran
orders-state-needs-new-payment = { $how ->
   *[qr] QR sebelumnya sudah kedaluwarsa
    [va] Nomor bayar sebelumnya sudah kedaluwarsa
    [wallet] Permintaan bayar sebelumnya sudah kedaluwarsa
    [link] Tautan bayar sebelumnya sudah kedaluwarsa
}
orders-state-challenge = Pembayaran sedang diperiksa
orders-state-parked = Uangnya aman, jumlahnya perlu kami cocokkan
orders-state-cancel-requested = Permintaan batal sudah kami terima
orders-state-review = Uangnya aman, pengirimannya sedang kami periksa
orders-state-paid = Sudah dibayar, sedang diproses
orders-state-completed = Selesai
orders-state-refund-due = Uang Anda akan dikembalikan
orders-state-booked = Kamar sudah dipastikan
orders-state-failed = Gagal
orders-state-cancelled = Dibatalkan
orders-state-expired = Kedaluwarsa, tidak dibayar

orders-short-awaiting_payment = menunggu pembayaran
orders-short-needs-new-payment = { $how ->
   *[qr] perlu QR baru
    [va] perlu nomor bayar baru
    [wallet] perlu permintaan bayar baru
    [link] perlu tautan bayar baru
}
orders-short-challenge = pembayaran diperiksa
orders-short-parked = jumlah dicocokkan
orders-short-cancel-requested = minta batal
orders-short-review = sedang diperiksa
orders-short-paid = diproses
orders-short-completed = selesai
orders-short-refund-due = uang akan dikembalikan
orders-short-booked = dipastikan
orders-short-failed = gagal
orders-short-cancelled = dibatalkan
orders-short-expired = kedaluwarsa

orders-next-creating = { $how ->
   *[qr] QR
    [va] Nomor bayar
    [wallet] Permintaan bayar
    [link] Tautan bayar
} sedang disiapkan dan segera kami kirim di sini. Bisa dibayar sampai { $until }.
orders-next-awaiting = Menunggu pembayaran sampai { $until }. Sudah bayar? Kami cek sendiri, tidak perlu kirim bukti.
orders-next-needs-new-payment = { $how ->
   *[qr] Tekan Buat QR baru untuk membayar. Jangan bayar QR yang lama.
    [va] Tekan Buat nomor baru untuk membayar. Jangan transfer ke nomor yang lama.
    [wallet] Tekan Buat permintaan baru untuk membayar. Jangan setujui permintaan yang lama.
    [link] Tekan Buat tautan baru untuk membayar. Jangan bayar lewat tautan yang lama.
}
orders-next-challenge = Pembayarannya sedang diperiksa penyedia. Kami kabari di sini begitu ada hasil.
orders-next-parked = Uangnya sudah kami terima, tetapi jumlahnya berbeda. Pilih di bawah, atau tunggu kabar petugas di sini.
orders-next-cancel-requested = Permintaan batal menunggu keputusan pemilik. Kami kabari di sini.
orders-next-review = Uang Anda aman. Kami sedang memeriksa pengirimannya dan mengabari di sini.
orders-next-paid = Pembayaran sudah kami terima. Pesanan segera kami kirim di sini.
orders-next-check = Pembayaran sudah kami terima, tinggal menunggu pemasok. Kami cek lagi pukul { $at } dan mengabari di sini.
orders-next-completed = Semua sudah dikirim. Terima kasih.
orders-next-refund-due = Uangnya sedang kami kembalikan. Kabarnya ada di chat ini.
orders-next-booked = Kode pintu kami kirim di sini menjelang check-in.
orders-next-key-sent = Kode pintu sudah kami kirim. Selamat menginap.
orders-next-failed = Maaf, pesanan ini tidak bisa kami penuhi. Uang yang sudah masuk akan dikembalikan.
orders-next-cancelled = Pesanan ini batal. Tidak ada yang perlu dibayar lagi.
orders-next-expired = { $how ->
   *[qr] Waktu bayarnya habis. Jangan bayar QR yang lama, pesan lagi dari menu.
    [va] Waktu bayarnya habis. Jangan transfer ke nomor yang lama, pesan lagi dari menu.
    [wallet] Waktu bayarnya habis. Jangan setujui permintaan yang lama, pesan lagi dari menu.
    [link] Waktu bayarnya habis. Jangan bayar lewat tautan yang lama, pesan lagi dari menu.
}

orders-step-placed = dipesan
orders-step-payment_created = { $how ->
   *[qr] QR dikirim
    [va] nomor bayar dikirim
    [wallet] permintaan bayar dikirim
    [link] tautan bayar dikirim
}
orders-step-payment_expired = { $how ->
   *[qr] QR kedaluwarsa
    [va] nomor bayar kedaluwarsa
    [wallet] permintaan bayar kedaluwarsa
    [link] tautan bayar kedaluwarsa
}
orders-step-paid = dibayar
orders-step-parked = jumlah bayar diperiksa
orders-step-submitted = dikirim ke pemasok
orders-step-pending = diproses pemasok
orders-step-review = diperiksa petugas
orders-step-delivered = terkirim
orders-step-booked = kamar dipastikan
orders-step-failed = gagal
orders-step-cancelled = dibatalkan
orders-step-expired = kedaluwarsa
orders-step-refund_due = uang akan dikembalikan
orders-step-refund_paid = uang dikembalikan
orders-step-refund_kept = uang disimpan jadi saldo
orders-parked = { $amount } menunggu pilihan Anda.
orders-refund-to = Tujuan: { $destination }
orders-step-cancel_requested = minta dibatalkan
orders-step-key_issued = kode pintu dibuat
orders-step-key_revoked = kode pintu dimatikan
orders-step-resolved = pemeriksaan selesai

orders-button-check = Cek sekarang
orders-button-renew = { $how ->
   *[qr] Buat QR baru
    [va] Buat nomor baru
    [wallet] Buat permintaan baru
    [link] Buat tautan baru
}
orders-button-goods = Kirim ulang kode
orders-button-cancel = Batalkan
orders-button-request-cancel = Minta batal
orders-button-cancel-yes = Ya, batalkan
orders-button-request-yes = Ya, minta batal
orders-button-cancel-no = Tidak, tetap pesan

orders-check-creating = { $how ->
   *[qr] QR
    [va] Nomor bayar
    [wallet] Permintaan bayar
    [link] Tautan bayar
} pesanan { $code } masih disiapkan. Segera kami kirim di sini.
orders-check-pending = Pembayaran pesanan { $code } belum masuk. Kami cek terus dan mengabari di sini, tidak perlu kirim bukti.
orders-check-challenge = Pembayaran pesanan { $code } sedang diperiksa penyedia. Kami kabari di sini begitu ada hasil.
orders-check-paid = Pembayaran pesanan { $code } sudah kami terima. Terima kasih.
orders-check-parked = Uang untuk pesanan { $code } sudah kami terima, tetapi jumlahnya berbeda. Petugas kami memeriksanya dan mengabari di sini.
orders-check-expired = { $how ->
   *[qr] QR pesanan { $code } sudah kedaluwarsa dan belum ada uang yang masuk. Tekan Buat QR baru kalau masih mau membayar.
    [va] Nomor bayar pesanan { $code } sudah kedaluwarsa dan belum ada uang yang masuk. Tekan Buat nomor baru kalau masih mau membayar.
    [wallet] Permintaan bayar pesanan { $code } sudah kedaluwarsa dan belum ada uang yang masuk. Tekan Buat permintaan baru kalau masih mau membayar.
    [link] Tautan bayar pesanan { $code } sudah kedaluwarsa dan belum ada uang yang masuk. Tekan Buat tautan baru kalau masih mau membayar.
}
orders-check-failed = Pembayaran pesanan { $code } gagal dan belum ada uang yang masuk. { $how ->
   *[qr] Tekan Buat QR baru untuk mencoba lagi.
    [va] Tekan Buat nomor baru untuk mencoba lagi.
    [wallet] Tekan Buat permintaan baru untuk mencoba lagi.
    [link] Tekan Buat tautan baru untuk mencoba lagi.
}
orders-check-cancelled = Pembayaran pesanan { $code } sudah dibatalkan. { $how ->
   *[qr] Jangan bayar QR yang lama.
    [va] Jangan transfer ke nomor yang lama.
    [wallet] Jangan setujui permintaan yang lama.
    [link] Jangan bayar lewat tautan yang lama.
}
orders-check-refunded = Uang pesanan { $code } sudah dikembalikan.

orders-nothing-to-resend = Belum ada kode yang dikirim untuk pesanan { $code }. Begitu ada, langsung kami kirim di sini.

orders-nothing-to-cancel = Tidak ada pesanan yang bisa dibatalkan sekarang.
orders-cancel-which = Pesanan mana yang mau dibatalkan?
orders-cancel-which-unclear = Tekan salah satu kode, atau ketik kodenya.
orders-cancel-ask = Batalkan pesanan { $code } ({ $name })? Pesanan ini belum dibayar, jadi langsung batal.
orders-cancel-ask-stay = Pesanan { $code } ({ $name }) sudah dibayar. Kami teruskan permintaan batalnya ke pemilik, yang memutuskan soal pengembalian uang. Lanjut?
orders-cancel-yes-or-no = Balas Ya untuk membatalkan, atau Tidak agar pesanan tetap jalan.
orders-not-cancelled = Pesanan { $code } belum dibatalkan dan tetap jalan. Mau dibatalkan? Tekan Batalkan, lalu Ya.
orders-kept = Baik, pesanan { $code } tetap jalan.
orders-cancel-cancelled = Baik, pesanan { $code } batal dan tidak ada yang perlu dibayar.
orders-cancel-requested = Permintaan batal pesanan { $code } sudah kami teruskan ke pemilik. Keputusannya kami kabari di sini.
orders-cancel-already = Pesanan { $code } memang sudah tidak aktif. Tidak ada yang perlu dibayar.
orders-cancel-already-requested = Permintaan batal pesanan { $code } sudah kami terima dan menunggu keputusan pemilik.

orders-refused-not_found = Pesanan { $code } tidak ada di daftar Anda. Cek lagi kodenya, atau lihat semua pesanan.
orders-refused-wrong_state = Untuk pesanan { $code } itu tidak bisa dilakukan sekarang. Lihat dulu keadaan terakhirnya, atau hubungi petugas.
orders-refused-already_done = Pesanan { $code } masih punya QR, nomor, atau tautan bayar yang berlaku. Pakai yang itu saja.
orders-refused-sold_out = Maaf, isi pesanan { $code } sudah habis, jadi tidak bisa dibuka lagi. Tidak ada yang perlu dibayar.
orders-refused-rate_limited = Pembayaran untuk pesanan { $code } sudah terlalu sering dibuat ulang. Petugas kami bisa membantu.
orders-refused-price_changed = Harga pesanan { $code } sudah tidak berlaku. Silakan pesan lagi dari menu.

orders-resent-elsewhere = Barang pesanan { $code } sudah dikirim ulang ke chat pembelinya. Isinya tidak tampil di sini.
