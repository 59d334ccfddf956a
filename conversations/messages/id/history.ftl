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

pricelist-all = Daftar harga, { $total } produk:
pricelist-found = { $total } produk cocok dengan "{ $words }":
pricelist-line = { $code }: { $name }, { $price }
pricelist-line-closed = { $code }: { $name }, { $price } ({ $state })
pricelist-sold-out = habis
pricelist-reopens = tutup sampai { $at }
pricelist-closed = sedang tidak dijual
pricelist-more = Yang tampil { $shown } dari { $total }. Sebutkan yang dicari, misalnya "daftar harga telkomsel".
pricelist-nothing = Tidak ada produk yang cocok dengan "{ $words }".
pricelist-how = Pesan dengan mengetik kode dan nomornya, misalnya "S5 081234567890".
pricelist-button-all = Daftar harga
