# Kabar yang dikirim oleh sistem, di luar percakapan. Uang disebut lebih dulu, lalu langkah berikutnya.

button-check-now = Cek sekarang
button-cancel-order = Batal
button-new-qr = { $how ->
   *[qr] Buat QR baru
    [va] Buat nomor baru
    [wallet] Buat permintaan baru
    [link] Buat tautan baru
}
button-pay-link = Bayar lewat browser
button-receipt = Lihat nota
button-see-order = Lihat pesanan
button-menu = Menu
button-help = Bantuan
button-why = Kenapa?
button-queue = Antrean
button-reply = Balas
button-done = Selesai

summary-goods = { $name }
summary-sent = { $name } untuk { $destination }
summary-topup = isi saldo
summary-stay = { $name }, { $checkIn } sampai { $checkOut }
summary-more = { $first } dan { $more } lagi
summary-nothing = tanpa isi

qr-renewing = { $how ->
   *[qr] Sebentar, QR baru untuk pesanan { $code } kami siapkan. Jangan bayar QR yang lama.
    [va] Sebentar, nomor bayar baru untuk pesanan { $code } kami siapkan. Jangan transfer ke nomor yang lama.
    [wallet] Sebentar, permintaan bayar baru untuk pesanan { $code } kami siapkan. Jangan setujui permintaan yang lama.
    [link] Sebentar, tautan bayar baru untuk pesanan { $code } kami siapkan. Jangan bayar lewat tautan yang lama.
}
order-placed-shop = Siap, Kak. Pesanan { $code } tercatat. { $how ->
   *[qr] QR untuk membayar
    [va] Nomor untuk membayar
    [wallet] Permintaan bayar
    [link] Tautan untuk membayar
} segera kami kirim di sini.
order-placed-rooms = Terima kasih, Bapak/Ibu. Pesanan { $code } tercatat dan kamarnya kami tahan. { $how ->
   *[qr] QR untuk membayar
    [va] Nomor untuk membayar
    [wallet] Permintaan bayar
    [link] Tautan untuk membayar
} segera kami kirim di sini.
order-placed-topup = Siap, Kak. Isi saldo { $code } tercatat. { $how ->
   *[qr] QR untuk membayar
    [va] Nomor untuk membayar
    [wallet] Permintaan bayar
    [link] Tautan untuk membayar
} segera kami kirim di sini.
pay-title = Pesanan { $code }: { $summary }
pay-lines =
    { $a }
    { $b }
pay-amount = Bayar { $payable }
pay-amount-with-fee = Bayar { $payable } ({ $amount } + biaya { $fee })
pay-merchant = Nama di aplikasi bank: { $merchant }
pay-until = Menunggu pembayaran sampai { $until }. Sudah bayar? Kami cek sendiri, tidak perlu kirim bukti.
pay-by-link = Silakan bayar lewat tautan di bawah ini.
button-open-wallet = Buka { $name }
pay-wallet-open = Tekan tombol di bawah untuk membuka { $name }, cek jumlahnya, lalu setujui. Tidak punya aplikasinya di sini? Halamannya menunjukkan cara lain.
pay-wallet-push = Buka aplikasi { $name } di HP { $phone } dan setujui permintaannya sekarang. Permintaan seperti ini cepat habis waktunya.
pay-number-bank = Virtual account { $name }: { $number }
pay-number-bank-how = Di aplikasi bank: pilih Transfer, lalu Virtual Account, dan pastikan jumlahnya persis { $payable }. Salin nomornya:
pay-number-bill =
    { $name }, kode perusahaan: { $biller }
    Nomor tagihan: { $number }
pay-number-bill-how = Di aplikasi bank: pilih Bayar, cari kode perusahaan { $biller }, isi nomor tagihannya, dan pastikan jumlahnya persis { $payable }. Salin nomor tagihannya:
pay-number-shop = Kode bayar { $name }: { $number }
pay-number-shop-how = Di kasir { $name }: sebutkan kode ini, bayar persis { $payable }, dan simpan struknya. Salin kodenya:
pay-qr-alt = Kode QRIS untuk membayar { $payable }
pay-expired = { $how ->
   *[qr] Waktu bayar pesanan { $code } sudah habis. Jangan bayar QR yang lama. Masih mau? Buat QR baru.
    [va] Waktu bayar pesanan { $code } sudah habis. Jangan transfer ke nomor yang lama. Masih mau? Buat nomor baru.
    [wallet] Waktu bayar pesanan { $code } sudah habis. Jangan setujui permintaan yang lama. Masih mau? Buat permintaan baru.
    [link] Waktu bayar pesanan { $code } sudah habis. Jangan bayar lewat tautan yang lama. Masih mau? Buat tautan baru.
}
pay-create-slow = Sebentar, pembayaran pesanan { $code } masih kami siapkan.
pay-create-failed = Pembayaran pesanan { $code } belum bisa dibuat karena gangguan. Belum ada uang yang keluar. Coba lagi sebentar lagi.
pay-challenge = Pembayaran pesanan { $code } sedang diperiksa oleh bank. Kami kabari di sini begitu jelas.
pay-gateway-failed = Pembayaran pesanan { $code } ditolak. Belum ada uang yang kami terima. { $how ->
   *[qr] Silakan buat QR baru.
    [va] Silakan buat nomor baru, jangan transfer ke yang lama.
    [wallet] Silakan buat permintaan baru.
    [link] Silakan buat tautan baru.
}

paid = Pembayaran { $amount } untuk pesanan { $code } sudah kami terima. Terima kasih, sedang kami proses.
paid-late = Pembayaran { $amount } untuk pesanan { $code } masuk setelah waktunya, tetapi masih bisa kami penuhi. Sedang kami proses.
order-cancelled = { $how ->
   *[qr] QR pesanan { $code } tidak berlaku lagi, jangan dibayar. Pesanannya sudah dibatalkan.
    [va] Nomor bayar pesanan { $code } tidak berlaku lagi, jangan transfer ke sana. Pesanannya sudah dibatalkan.
    [wallet] Permintaan bayar pesanan { $code } tidak berlaku lagi, jangan disetujui. Pesanannya sudah dibatalkan.
    [link] Tautan bayar pesanan { $code } tidak berlaku lagi, jangan dibayar. Pesanannya sudah dibatalkan.
}

goods-code = { $name } untuk pesanan { $code }. Ini kodenya, simpan baik-baik:
goods-token = Token listrik { $name } untuk { $destination }.
goods-token-how = Masukkan 20 angka ini di meteran:
goods-serial = { $name } untuk { $destination } berhasil. Nomor bukti (SN):
goods-none = { $name } untuk pesanan { $code } berhasil dikirim ke { $destination }.
goods-note = { $note }
goods-elsewhere = Pesanan { $code } sudah siap. Chat tempat Anda memesan sedang tidak bisa kami hubungi, jadi ini halaman berisi barangnya.

stay-confirmed =
    Pemesanan { $code } sudah pasti, atas nama { $guest }.
    { $property }: { $rooms }× { $room }, { $nights } malam
    Check-in { $checkIn } mulai { $from }
    Check-out { $checkOut } sebelum { $until }
stay-key-now = Kode pintu kami kirim di sini sebentar lagi.
stay-key-later = Kode pintu kami kirim di sini { $at }.
stay-cancelled = Pemesanan { $code } sudah dibatalkan.
stay-cancelled-refund = Pemesanan { $code } sudah dibatalkan. { $amount } akan kami kembalikan; petugas kami menghubungi Anda di sini.
stay-cancelled-balance = Pemesanan { $code } sudah dibatalkan. { $amount } sudah kembali ke saldo Anda.
door-code = Kode pintu kamar { $room } di { $property }. Berlaku { $from } sampai { $to }.
door-code-how = Ketik kode ini di pintu, lalu tekan #:
key-at-desk = Kamar { $room } di { $property } siap untuk pesanan { $code }. Kunci bisa diambil di meja depan.
key-delayed = Kode pintu untuk pesanan { $code } belum bisa dibuat karena kuncinya tidak terhubung. Kami coba terus, dan meja depan { $property } sudah diberi tahu.
key-no-room = Kamar untuk pesanan { $code } belum siap. Meja depan { $property } sudah diberi tahu dan akan membantu Anda.

supply-pending = Uang Anda aman. { $name } untuk { $destination } ({ $amount }) sedang diproses pemasok. Kami cek lagi pukul { $at } dan mengabari di sini.
supply-scheduled = Uang Anda aman. { $name } untuk { $destination } ({ $amount }) kami kirim mulai pukul { $at }, lalu kami kabari di sini.
supply-review = Uang Anda aman. { $name } untuk { $destination } ({ $amount }) belum dipastikan oleh pemasok. Petugas kami ikut memeriksa; Anda tidak perlu berbuat apa-apa.
supply-failed = { $name } untuk { $destination } gagal dikirim oleh pemasok.
supply-failed-destination = { $name } gagal: nomor tujuan { $destination } ditolak pemasok. Periksa nomornya, lalu pesan lagi.
supply-refund = Uang Anda aman: { $amount } kami kembalikan. Kami kabari di sini.
supply-refund-balance = Uang Anda aman: { $amount } sudah kembali ke saldo.

relay-request = Seorang tamu minta bicara: { $words }
relay-request-named = { $guest } minta bicara: { $words }
relay-taken = Anda tersambung dengan petugas kami. Silakan tulis. Ketik "selesai" kalau sudah.
relay-from-guest = Tamu: { $words }
relay-from-staff = { $words }
relay-closed-guest-ended = Percakapan dengan petugas selesai. Ada lagi yang bisa kami bantu?
relay-closed-guest-silent = Percakapan dengan petugas kami tutup karena lama tidak ada pesan. Ketik "cs" kalau masih perlu.
relay-closed-staff-ended = Percakapan dengan tamu selesai.
relay-closed-staff-silent = Percakapan dengan tamu ditutup karena 30 menit tidak ada pesan.

claimed = Selamat, Anda sekarang pemilik { $business }. 🎉
claimed-next = Kabar penting muncul di sini. Ketik "antrean" untuk melihat yang perlu diputuskan, atau "kenapa" dan kode pesanan untuk memahami satu pesanan. Petugas diundang dengan "staf".

alert-sold = Terjual { $amount }: { $summary } (pesanan { $code }).
alert-underpaid = Pesanan { $code } dibayar { $received }, kurang dari { $expected }. Uang tercatat, barang belum dikirim. Putuskan di antrean.
alert-overpaid = Pesanan { $code } dibayar { $received }, lebih dari { $expected }. Uang tercatat, barang belum dikirim. Putuskan di antrean.
alert-paid-twice = Pesanan { $code } terbayar lagi: { $received }. Uang tercatat dan perlu dikembalikan. Putuskan di antrean.
alert-maybe-paid-twice = Pesanan { $code } mungkin terbayar dua kali ({ $received }). Gateway ini tidak memberi nomor transaksi, jadi belum dicatat. Cek di dasbor gateway.
alert-wrong-money = Gateway melaporkan { $received } untuk pesanan { $code } yang tidak cocok ({ $expected }). Tidak dicatat dan tidak dikirim. Cek di dasbor gateway.
alert-reversed = Pembayaran pesanan { $code } ({ $expected }) dibatalkan oleh gateway setelah lunas. Cek di dasbor gateway.
alert-bad-qris = QR dari gateway untuk pesanan { $code } salah ({ $why }) dan tidak dikirim. Pembeli mendapat tautan bayar.
alert-create-trouble = Pembayaran di { $provider } bermasalah (pesanan { $code }): { $message }
alert-purchase-unclear = Pesanan { $code } belum dipastikan pemasok. Uang tertahan, tidak dibeli ulang. { $message }
alert-purchase-failed = Pesanan { $code } gagal dikirim; uang pembeli perlu dikembalikan. { $message }
alert-purchase-failed-balance = Pesanan { $code } gagal dikirim; uangnya sudah kembali ke saldo pembeli. { $message }
alert-purchase-late-success = Pesanan { $code } yang sudah gagal ternyata dikirim pemasok. Pembeli tidak ditagih lagi. Putuskan di antrean. { $message }
alert-purchase-reversed = Pesanan { $code } yang sudah berhasil dibatalkan pemasok. Uang belum digerakkan. { $message }
alert-purchase-over-price = Pemasok menagih di atas batas untuk pesanan { $code }. Barang tetap dikirim. { $message }
alert-purchase-refused = Pemasok menolak pesanan { $code } untuk sementara. Pesanan menunggu dan dikirim lagi sendiri. { $message }
alert-purchase-serial-missing = Pesanan { $code } berhasil, tetapi pemasok belum memberi kode. { $message }
alert-key-no-room = Tidak ada kamar { $room } yang kosong untuk pesanan { $code }. Tamu sudah diberi tahu.
alert-key-lock-trouble = Kunci kamar { $room } tidak bisa dibuat untuk pesanan { $code }. Kami coba terus; tamu sudah diberi tahu.
alert-cancel-request = Tamu minta membatalkan pesanan { $code } yang sudah dibayar. Putuskan di antrean.
alert-webhook-untrue-unknown = Ada webhook di alamat { $provider } tentang { $reference }, yang tidak kami kenal. Tidak ada yang dicatat atau dikirim.
alert-webhook-untrue-unknown-do = Kalau hanya sekali, abaikan. Kalau berulang, cek di dasbor apakah alamat webhook ini dipakai toko lain.
alert-webhook-untrue-other-provider = Ada webhook di alamat { $provider } tentang { $reference }, yang dibayar lewat akun lain. Tidak ada yang dicatat atau dikirim karenanya.
alert-webhook-untrue-other-provider-do = Cek apakah tiap akun memakai alamat webhook-nya sendiri; ./sapa provider:list menampilkannya.
alert-webhook-untrue-account = Ada webhook di alamat { $provider } tentang { $reference } dari proyek atau merchant lain. Kami tolak; tidak ada yang dicatat atau dikirim.
alert-webhook-untrue-account-do = Kalau hanya sekali, abaikan. Kalau berulang, cek nama proyek di sini dan alamat webhook di dasbor.
alert-webhook-untrue-amount = Webhook { $provider } mengatakan { $reference } dibayar dengan jumlah lain dari pesanan, padahal gateway tidak mengatakan begitu. Tidak ada yang dicatat atau dikirim karenanya.
alert-webhook-untrue-amount-do = Tidak perlu apa-apa: uang yang benar masuk kami tanyakan ke gateway. Kalau berulang, bandingkan dengan dasbor gateway.
alert-webhook-untrue-currency = Webhook { $provider } mengatakan { $reference } dibayar dengan mata uang lain, padahal gateway tidak mengatakan begitu. Tidak ada yang dicatat atau dikirim karenanya.
alert-webhook-untrue-currency-do = Tidak perlu apa-apa: uang yang benar masuk kami tanyakan ke gateway. Kalau berulang, bandingkan dengan dasbor gateway.
alert-webhook-untrue-many = Lebih dari { $count } webhook tidak benar masuk ke alamat { $provider } dalam jam ini. Tidak ada yang dicatat atau dikirim; sisanya tidak dikabarkan sampai jam berikutnya.
alert-webhook-untrue-many-do = Mungkin ada yang coba-coba. Pembayaran tetap dicek ke gateway; tidak ada yang wajib Anda lakukan.
alert-backup-failed = Cadangan data tidak dapat dibuat: { $error }. Dicoba lagi tiap jam; periksa hari ini juga.
alert-job-dead = Pekerjaan { $name } berhenti setelah banyak percobaan: { $error }. Jalankan lagi dengan: sapa jobs:retry { $job }
alert-purchase-other-sku = Pemasok mengirim produk lain dari yang dipesan untuk pesanan { $code }. Cek ke pemasok. { $message }
alert-purchase-other-destination = Pemasok mengirim ke tujuan lain untuk pesanan { $code }. Cek ke pemasok. { $message }
alert-goods-unread = Barang pesanan { $code } belum bisa dikirim ke pembeli: chat-nya tidak menerima pesan. Barang tetap tersimpan dan bisa dibuka di halaman pesanan. Hubungi pembeli lewat cara lain.
