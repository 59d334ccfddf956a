### Tanggal menginap diganti sebelum dibayar, kamar lain setelah bayar terlambat, kunci yang belum jadi.

rebook-hello = Pesanan { $code } sekarang { $checkIn } sampai { $checkOut }. Mau diganti ke tanggal berapa? Misalnya "24-26 nov" atau "besok 2 malam".
rebook-ask = { $room }: { $checkIn } sampai { $checkOut }, { $nights } malam. Totalnya menjadi { $total } (sebelumnya { $before }). Ganti tanggalnya? Pembayaran yang lama tidak berlaku lagi, yang baru kami kirim.
rebook-yes = Ya, ganti
rebook-no = Tidak, tetap yang lama
rebook-kept = Baik, tanggalnya tetap. Pembayaran yang sudah ada masih berlaku.
rebook-none = Tidak ada pesanan kamar yang belum dibayar. Kamar yang sudah dibayar diganti lewat petugas.
rebook-which = Pesanan mana yang mau diganti tanggalnya?
rebook-which-unclear = Tulis kode pesanannya, misalnya K7QF2M.
rebook-many-tries = Belum ketemu tanggal yang cocok. Pesanan Anda tetap seperti semula; petugas kami bisa membantu.
rebook-refused-sold_out = Maaf, kamar itu penuh pada salah satu malam di tanggal tersebut. Pesanan Anda tetap seperti semula. Coba tanggal lain.
rebook-refused-wrong_state = Pesanan { $code } tidak bisa diganti tanggalnya sekarang. Yang sudah dibayar diganti lewat petugas.
refused-same_dates = Tanggal itu sama dengan yang sekarang. Tulis tanggal lain, misalnya "24-26 nov".

dates-changed = Tanggal pesanan { $code } diganti: { $room }, { $checkIn } sampai { $checkOut }, { $nights } malam, total { $total }.
dates-changed-qr = { $how ->
   *[qr] QR yang lama jangan dibayar lagi. QR baru segera kami kirim di bawah ini.
    [va] Jangan transfer ke nomor yang lama. Nomor baru segera kami kirim di bawah ini.
    [wallet] Jangan setujui permintaan yang lama. Permintaan baru segera kami kirim di bawah ini.
    [link] Jangan bayar lewat tautan yang lama. Tautan baru segera kami kirim di bawah ini.
}
qr-withdrawn = { $how ->
   *[qr] QR ini tidak berlaku lagi karena tanggalnya diganti. Pakai QR terbaru di bawah.
    [va] Nomor bayar ini tidak berlaku lagi karena tanggalnya diganti. Pakai yang terbaru di bawah.
    [wallet] Permintaan bayar ini tidak berlaku lagi karena tanggalnya diganti. Pakai yang terbaru di bawah.
    [link] Tautan bayar ini tidak berlaku lagi karena tanggalnya diganti. Pakai yang terbaru di bawah.
}
orders-button-dates = Ganti tanggal

room-gone = Kamar pada pesanan { $code } sudah dipesan tamu lain sebelum pembayaran masuk. Mau lihat kamar lain di tanggal yang sama? Kalau tidak, uangnya kami kembalikan.
button-other-rooms = Lihat kamar lain
other-rooms = Kamar yang masih ada untuk { $checkIn } sampai { $checkOut }, dibayar dari { $paid } yang sudah masuk:
other-rooms-line = { $name }: { $total }
other-rooms-line-back = { $name }: { $total }, { $back } kami kembalikan
other-rooms-none = Tidak ada kamar lain seharga { $paid } atau kurang di tanggal itu. Uang Anda aman dan kami kembalikan; untuk kamar atau tanggal lain, silakan pesan baru.
other-rooms-no = Kembalikan uang
other-rooms-declined = Baik, uang Anda aman dan kami kembalikan.
other-rooms-taken = Maaf, kamar itu baru saja diambil tamu lain. Uang Anda tetap aman.
other-rooms-over = Pilihan ini sudah tidak berlaku untuk pesanan { $code }. Keadaan terbaru ada di pesanan Anda.

key-delayed-desk = Di meja depan, tunjukkan pesanan { $code } atas nama { $guest }; petugas membukakan kamar { $room }. Begitu kodenya jadi, kami kirim di sini.
