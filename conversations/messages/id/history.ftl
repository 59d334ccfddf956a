# Riwayat pesanan per hari, pencarian menurut nomor, dan daftar harga.

history-day = { $date }: { $count } pesanan
history-done = Berhasil { $count }, { $total }
history-open = Diproses atau menunggu { $count }, { $total }
history-failed = Gagal atau batal { $count }
history-none = Belum ada pesanan pada { $date }.
history-none-all = Tidak ada lagi pesanan di halaman ini.
history-none-done = Belum ada yang berhasil.
history-none-open = Tidak ada yang sedang diproses.
history-none-failed = Tidak ada yang gagal.
history-line = { $line }, ke { $destination }
history-how = Cari nomor: ketik "cek" dan nomornya. Hari lain: ketik "riwayat kemarin" atau "riwayat tgl 24".
history-unclear = Harinya atau nomornya tidak kami temukan. Ketik misalnya "riwayat kemarin" atau "cek 081234567890".
history-number = Pesanan ke { $number }:
history-button-today = Hari ini
history-button-day = { $date }
history-button-all = Semua
history-button-done = Berhasil
history-button-open = Diproses
history-button-failed = Gagal
history-button-more = Halaman berikutnya

prices-all = Daftar harga, { $total } produk:
prices-found = { $total } produk cocok dengan "{ $words }":
prices-line = { $code }: { $name }, { $price }
prices-line-closed = { $code }: { $name }, { $price } ({ $state })
prices-sold-out = habis
prices-reopens = tutup sampai { $at }
prices-closed = sedang tidak dijual
prices-more = Yang tampil { $shown } dari { $total }. Sebutkan yang dicari, misalnya "daftar harga telkomsel".
prices-nothing = Tidak ada produk yang cocok dengan "{ $words }".
prices-how = Pesan dengan mengetik kode dan nomornya, misalnya "S5 081234567890".
prices-button-all = Daftar harga
