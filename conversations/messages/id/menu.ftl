### Menu, bahasa, dan jawaban "tidak bisa" yang berlaku di mana saja.

menu-greeting = Halo, selamat datang di { $business }. 👋
menu-practice = Ini mode latihan: semua bisa dicoba sampai selesai, tanpa uang sungguhan.
menu-ask = Ada yang bisa kami bantu? Tekan tombol, atau ketik saja, misalnya "besok 2 malam" atau "pulsa 10rb".
menu-hint-unknown = Maaf, kami belum menangkap maksudnya.
menu-hint-stale = Tombol itu dari pertanyaan yang sudah selesai, jadi tidak ada yang berubah.
menu-hint-unsupported = Maaf, kami baru bisa membaca tulisan dan tombol.
menu-hint-too-long = Pesannya terlalu panjang untuk kami baca. Tulis intinya saja, satu kalimat pendek.
menu-hint-thanks = Sama-sama. Senang bisa membantu.
menu-hint-language-set = Baik, mulai sekarang kita pakai bahasa Indonesia.

menu-button-menu = Menu
menu-button-rooms = 🏨 Pesan kamar
menu-button-shop = 🛍 Belanja
menu-button-orders = Pesanan saya
menu-button-order = Lihat pesanan
menu-button-help = Bantuan
menu-button-human = Hubungi petugas
menu-button-queue = Antrean pemilik
menu-button-resellers = Reseller
menu-button-other-language = English

menu-language-ask = Pilih bahasa. / Choose a language.
menu-language-id = Bahasa Indonesia
menu-language-en = English

# Beberapa kalimat sebagai baris satu paragraf.
menu-stack-2 =
    { $a }
    { $b }
menu-stack-3 =
    { $a }
    { $b }
    { $c }
menu-stack-4 =
    { $a }
    { $b }
    { $c }
    { $d }

refused-not_found = Itu tidak kami temukan. Cek lagi tulisannya, atau kembali ke menu.
refused-not_allowed = Bagian ini hanya untuk pemilik dan petugas.
refused-sold_out = Maaf, baru saja habis. Belum ada yang dibayar.
refused-not_sellable = Maaf, ini sedang tidak dijual. Belum ada yang dibayar.
refused-quote_expired = Jumlah tagihan ini ditanyakan pada hari sebelumnya. Tulis lagi nomor pelanggannya, kami tanyakan jumlah hari ini. Belum ada yang dibayar.
refused-cut_off = Sedang tutup untuk perawatan di pemasok. Bisa dipesan lagi mulai { $reopensAt }.
refused-bad_destination = Nomor tujuannya tidak cocok untuk produk ini. Cek lagi, lalu pesan ulang.
refused-bad_dates = Tanggalnya tidak bisa dipakai. Check-in paling cepat hari ini, dan check-out sesudah check-in.
refused-too_many_open = Masih ada { $max } pesanan yang belum dibayar, dan itu batasnya. Bayar atau batalkan salah satu dulu di Pesanan saya.
refused-balance_short = Saldo tidak cukup: perlu { $total }, yang bisa dipakai { $available }. Isi saldo dulu, atau bayar dengan cara lain.
refused-daily_limit = Batas belanja hari ini { $limit }, sisanya { $left }. Coba lagi besok, atau minta toko menaikkan batasnya.
refused-pin_needed = PIN transaksi perlu diketik dulu. Silakan pesan sekali lagi.
refused-over_limit = Di atas batas Anda, { $limit } sekali keputusan. Pemilik yang memutuskan ini.
refused-wrong_pin = PIN salah. Masih bisa dicoba { $triesLeft } kali lagi.
refused-pin_locked = PIN terkunci sampai { $until } karena beberapa kali salah. Lupa PIN? Minta toko menghapusnya.
refused-weak_pin = PIN itu terlalu mudah ditebak. Hindari angka berurutan, kembar, atau tahun lahir.
refused-bad_amount = Jumlahnya harus antara { $min } dan { $max }. Tulis misalnya 100rb.
refused-too_many_nights = Paling banyak { $max } malam kamar sekali pesan (malam dikali jumlah kamar). Kurangi malam atau kamarnya.
refused-too_many_guests = Kamar ini paling banyak { $max } tamu. Kurangi tamunya atau tambah kamar.
refused-no_payment_provider = Maaf, pembayaran sedang tidak bisa diterima. Belum ada yang dipesan. Coba lagi nanti, atau hubungi petugas.
refused-price_changed = Harganya baru saja berubah. Silakan lihat harga yang baru dulu.
refused-wrong_state = Itu tidak bisa dilakukan lagi sekarang. Lihat keadaan terakhirnya dulu.
refused-already_done = Itu sudah dilakukan, jadi tidak kami ulangi.
refused-conflict = Permintaan ini sudah pernah masuk dengan isi yang lain, jadi tidak kami ubah. Silakan mulai lagi dari menu.
refused-too_soon = Baru saja kami cek. Tunggu sekitar 10 detik, lalu coba lagi.
refused-bad_code = Kodenya salah atau sudah kedaluwarsa. Cek lagi kodenya.
refused-bad_input = Isiannya belum lengkap atau di luar batas. Silakan mulai lagi dari menu.
refused-rate_limited = Terlalu sering dalam waktu singkat. Tunggu sebentar, lalu coba lagi.
refused-too_large = Berkasnya lebih besar dari { $max } MB, batas untuk dikirim di chat. Petugas kami bisa membantu.

checkout-total = Total { $total }
checkout-ask-rooms = Apakah sudah benar, Bapak/Ibu? { $how ->
    [choice] Setelah ini pilih cara bayarnya.
   *[qr] Setelah ini kami kirim QR untuk membayar.
    [va] Setelah ini kami kirim nomor untuk membayar.
    [wallet] Setelah ini kami kirim permintaan bayar.
    [link] Setelah ini kami kirim tautan untuk membayar.
}
checkout-ask-shop = Sudah benar, Kak? { $how ->
    [choice] Setelah ini pilih cara bayarnya.
   *[qr] Setelah ini kami kirim QR untuk membayar.
    [va] Setelah ini kami kirim nomor untuk membayar.
    [wallet] Setelah ini kami kirim permintaan bayar.
    [link] Setelah ini kami kirim tautan untuk membayar.
}
checkout-button-yes = Ya, pesan
checkout-button-change = Ubah
checkout-button-no = Tidak jadi
checkout-yes-or-no = Balas Ya untuk memesan, Ubah untuk mengganti, atau Tidak.
checkout-declined-rooms = Baik, tidak jadi. Tidak ada kamar yang dipesan dan tidak ada yang perlu dibayar.
checkout-declined-shop = Baik, tidak jadi. Tidak ada yang dipesan dan tidak ada yang perlu dibayar.
checkout-price-changed = Harganya baru saja berubah, jadi belum kami pesankan. Ini harga yang sekarang:
checkout-price-unsteady = Harganya terus berubah, jadi belum kami pesankan. Tidak ada yang perlu dibayar. Coba lagi sebentar lagi.
