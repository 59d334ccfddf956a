### Laporan untuk pemilik, di chat dan sebagai berkas.

report-today = Hari ini, { $date }, sampai { $until }: terjual { $sold }
report-today-none = Hari ini, { $date }, sampai { $until }: belum ada pesanan.
report-yesterday = Kemarin, { $date }: terjual { $sold }
report-yesterday-none = Kemarin, { $date }: tidak ada pesanan.
report-line = · { $kind }, { $state }: { $count } pesanan, { $total }
report-ask-file = Mau rincian tiap pesanan? Kami kirim sebagai berkas di sini.
report-button-xlsx = Berkas Excel
report-button-csv = Berkas CSV

report-kind-stock_code = voucher
report-kind-h2h = pulsa dan tagihan
report-kind-room_night = kamar
report-kind-topup = isi saldo
report-kind-supplement = tambahan bayar
report-kind-bill = tagihan
report-kind-deployment = deployment

report-file = Rincian pesanan { $from } sampai { $to }: { $rows } baris.
report-file-cut = Pesanannya lebih banyak dari itu. Berkas ini memuat { $max } baris yang pertama.

report-sheet = Pesanan { $date }
report-column-code = Kode pesanan
report-column-placed = Dipesan ({ $zone })
report-column-kind = Jenis
report-column-name = Barang
report-column-qty = Jumlah
report-column-total = Total (Rp)
report-column-state = Keadaan
report-column-paid = Dibayar ({ $zone })
