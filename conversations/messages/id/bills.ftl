### Tagihan: nomor pelanggan, rincian, bukti bayar.

bill-ask = Nomor pelanggan { $name } berapa, Kak? Ada di struk atau tagihan sebelumnya.
bill-refused = Belum ada tagihan { $name } yang bisa dibayar untuk nomor { $number }. Mungkin sudah lunas, belum terbit, atau nomornya keliru. Tidak ada yang ditagih. Periksa nomornya, lalu tulis lagi.
bill-unclear = Tagihan { $name } untuk nomor { $number } belum bisa dicek sekarang. Tidak ada yang ditagih. Coba tulis nomornya lagi sebentar lagi, atau tekan Kembali.
bill-summary = { $name } nomor { $number }
bill-whose = Atas nama { $name }, periode { $period }
bill-amounts = Tagihan { $bill } + biaya admin { $fee }
bill-receipt = Atas nama { $name }, periode { $period }. Tagihan { $bill } + biaya admin { $fee } = { $total }.
goods-bill = { $name } nomor { $destination } lunas.
shop-item-bill = { $name }
bill-dearer = Tagihan { $name } nomor { $destination } hari ini lebih besar dari yang Anda setujui, jadi tidak kami bayar. Silakan cek lagi tagihannya, lalu pesan ulang.
bill-failed = Tagihan { $name } nomor { $destination } tidak jadi dibayar: pemasok menolaknya. Mungkin sudah lunas, atau penagihnya sedang gangguan. Cek lagi tagihannya sebelum pesan ulang.
bill-number = Nomor pelanggan { $name } biasanya 6 sampai 20 angka, tanpa huruf. Lihat di struk atau tagihan sebelumnya, lalu tulis lagi.
bill-sn = Nomor bukti bayar (SN):
