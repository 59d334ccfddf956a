### Penyedia: gateway pembayaran, pemasok, kunci pintu, dan endpoint. Ditambah, diuji, dan diubah pemilik dari chat.

provider-name = { $name }
provider-button-list = Penyedia
provider-button-open = Buka lagi
provider-button-add = Tambah penyedia
provider-button-hook-news = Cek webhook masuk
provider-button-again = Uji lagi
provider-button-raw = Kata vendor
provider-button-later = Nanti saja
provider-button-discard = Buang
provider-button-use = Pakai sekarang
provider-button-behind = Jadikan cadangan { $present }
provider-button-change = Ganti { $title }
provider-button-use-tested = Uji lalu pakai
provider-button-test = Uji koneksi
provider-button-change-any = Ganti isian
provider-button-hook = Alamat webhook
provider-button-ways = Cara bayar
provider-button-save = Simpan
provider-button-rest = Matikan
provider-button-remove = Hapus
provider-button-remove-yes = Ya, hapus
provider-button-remove-no = Tidak jadi

provider-type-payment = Gateway pembayaran
provider-type-supplier = Pemasok
provider-type-door_lock = Kunci pintu
provider-type-deployment = Endpoint deployment

provider-ask-type = Apa yang ditambahkan? Boleh juga ketik nama vendornya.
provider-ask-vendor = Yang mana? Boleh ketik sebagian namanya.
provider-none-named = Belum ada vendor bernama "{ $words }". Yang bisa ditambahkan: { $names }.
provider-ask-mode = { $name }: uang sungguhan atau coba-coba dulu?
provider-mode-practice = Latihan, vendor bawaan
provider-mode-sandbox = Sandbox di vendor
provider-mode-live = Live, uang sungguhan
provider-ask-address = Ke alamat mana pesanan dikirim? Harus https, misalnya https://api.toko-anda.id/pesanan
provider-address-unfit = Alamatnya harus https dan bisa dibuka dari internet, tanpa ?, #, atau kata sandi di dalamnya. Misalnya https://api.toko-anda.id/pesanan

provider-ask-value = { $name }, isian { $number } dari { $count }: { $title }
provider-ask-new-value = { $title } yang baru untuk { $name }
provider-where = Ada di: { $where }
provider-example = Bentuknya: { $example }
provider-secret-note = Kirim di sini. Pesannya kami hapus dari chat kalau bisa, isinya disimpan tersandi. Berhenti: ketik batal.
provider-practice-value = Untuk latihan, kirim ini:
provider-value-command = Itu perintah, bukan { $title }. Kirim isinya saja, atau ketik batal untuk berhenti.
provider-value-spaces = Ada spasi di tengahnya, jadi itu bukan { $title }. Salin isinya saja, bentuknya seperti { $example }.
provider-value-unfit = Itu belum cocok untuk { $title }. Yang diharapkan seperti { $example }. Ada di: { $where }
provider-value-other = Itu tampak seperti { $otherTitle } dari { $otherVendor }. Yang diminta { $title } dari { $vendor }.

provider-works = Koneksi ke { $name } berhasil diuji.
provider-means-live = Mulai dipakai berarti pesanan dibayar dengan uang sungguhan.
provider-means-sandbox = Di sandbox uangnya tidak sungguhan, tetapi mode latihan berakhir.
provider-ask-use = Pakai sekarang?
provider-ask-place = Sekarang yang melayani { $present }. Ganti dengan { $name }, atau jadikan cadangan?
provider-added-payment = { $name } sudah dipakai. Pesanan berikutnya dibayar lewat sini; yang sudah menunggu pembayaran tetap di tempatnya.
provider-added-supplier = { $name } sudah dipakai. Ambil daftar harganya supaya produknya bisa dijual.
provider-added-door_lock = { $name } sudah dipakai. Sambungkan pintunya di komputer toko: sapa lock:map
provider-added-deployment = { $name } sudah dipakai. Buat produknya di komputer toko: sapa product:add dengan --endpoint
provider-added-behind = { $name } jadi cadangan: dipakai sendiri kalau { $present } tidak bisa.
provider-began-live = Mode latihan selesai. Toko berjualan sungguhan sekarang, dan barang latihan disembunyikan.
provider-began-sandbox = Mode latihan selesai. Toko berjualan di sandbox sekarang, dan barang latihan disembunyikan.
provider-kept-tested = { $name } disimpan dan belum dipakai. Buka kapan saja lewat /penyedia.
provider-kept-off = { $name } disimpan, belum berfungsi, dan tidak dipakai untuk apa pun. Lanjutkan kapan saja lewat /penyedia.
provider-kept-on = { $name } tetap dipakai seperti semula. Lanjutkan kapan saja lewat /penyedia.

provider-trouble-credentials = { $name } menolak kuncinya. Biasanya kunci sandbox dipakai di mode live, salinannya terpotong, atau isiannya tertukar. Ganti yang salah, nanti langsung kami uji lagi.
provider-trouble-ip_not_allowed = { $name } mengenal kuncinya, tetapi menolak alamat IP server ini. Daftarkan alamat IP server di dasbor vendor, lalu uji lagi.
provider-trouble-unreachable = { $name } tidak bisa dihubungi dari server ini. Cek jaringan server, tunggu sebentar, lalu uji lagi. Kuncinya belum tentu salah.
provider-trouble-unexpected = { $name } menjawab, tetapi jawabannya tidak kami kenal. Cek isiannya dan lihat kata vendor.
provider-raw = Kata vendor: { $message }

provider-hook = Supaya pembayaran dan kiriman cepat diketahui, pasang alamat ini sebagai webhook di dasbor { $name }:
provider-optional = Kalau perlu, isi juga lewat Ganti isian: { $titles }.
provider-hook-practice = Di mode latihan vendor bawaan sudah tahu alamat webhook-nya, jadi tidak ada yang perlu dipasang.
provider-hook-unreachable = Server ini belum punya alamat publik (PUBLIC_URL), jadi vendor tidak bisa mengabari. Kami tanya sendiri, paling lama semenit sekali.
provider-hook-none = Belum ada webhook yang masuk. Coba satu pembayaran kecil, lalu cek lagi. Tanpa webhook pun kami tanya sendiri, paling lama semenit sekali.
provider-hook-arrived = Webhook sudah masuk, yang terakhir { $at }.
provider-hook-refused = Ada yang kami tolak { $at } karena tanda tangannya tidak cocok. Kalau itu dari vendor, cek rahasia webhook di kedua tempat.

provider-list = { $count ->
    [1] 1 penyedia. Buka untuk menguji atau mengubahnya.
   *[other] { $count } penyedia. Pilih satu untuk menguji atau mengubahnya.
}
provider-list-none = Belum ada penyedia. Tambahkan gateway pembayaran dulu, supaya pesanan bisa dibayar.
provider-line = { $number }. { $name }: { $state }, { $tested }
provider-state-on = dipakai
provider-state-off = tidak dipakai
provider-state-unready = belum berfungsi
provider-untested = belum diuji
provider-tested-ok = lulus uji { $at }
provider-tested-failed = gagal uji { $at }
provider-tested-untested = belum diuji
provider-card = { $name }: { $state }
provider-card-practice = Mode: latihan
provider-card-sandbox = Mode: sandbox
provider-card-live = Mode: live, uang sungguhan
provider-card-tested = Uji koneksi: { $tested }
provider-serves = Melayani: { $features }
provider-stands-behind = Cadangan untuk: { $features }
provider-ways-ask = { $name }: cara bayar mana yang dilayani? Pembeli memilih sendiri kalau ada lebih dari satu.
provider-ways-how = Tekan untuk menyalakan; tekan lagi untuk jadi cadangan, atau mematikan. Boleh juga ketik namanya, misalnya bca bni mandiri. Belum berlaku sebelum disimpan.
provider-ways-more = Ada lagi? Kalau sudah, simpan.
provider-ways-none = Akun ini tidak punya cara bayar yang bisa dipilih.
provider-ways-unclear = Tekan salah satu, atau ketik namanya seperti tertulis di tombol.
provider-ways-saved = Cara bayar { $name } sudah disimpan. Berlaku untuk pembayaran berikutnya.
provider-way-first = ☑ { $way }
provider-way-behind = ☑ { $way } (cadangan { $other })
provider-way-off = ☐ { $way }
provider-ask-field = Isian mana yang diganti?
provider-saved = Isian { $name } sudah diganti dan disimpan tersandi.
provider-not-saved = Isian lama tetap dipakai, jadi { $name } masih bekerja seperti semula.
provider-rested = { $name } dimatikan. Pembayaran dan pesanan yang sudah berjalan tetap diselesaikan di sana.
provider-rested-now = Pembayaran pesanan berikutnya lewat { $present }.
provider-rested-nobody = Sekarang tidak ada yang menerima pembayaran, jadi pesanan baru belum bisa dibayar. Nyalakan lagi, atau tambahkan gateway lain.
provider-ask-remove = Hapus { $name } beserta kuncinya? Ini tidak bisa dibatalkan.
provider-removed = { $name } dan kuncinya sudah dihapus.
provider-unchanged = Baik, { $name } tetap ada.

provider-refused-not_found = Penyedia itu sudah tidak ada. Lihat daftarnya lewat /penyedia.
provider-refused-not_allowed = Penyedia diubah pemilik, dan yang bukan live juga oleh manajer. Pemilik? Ketik /claim dan kodenya.
provider-refused-conflict = Penyedia ini baru saja diubah, mungkin oleh pemilik lain. Yang ini belum mengubah apa pun. Buka lagi dan cek dulu.
provider-refused-bad_input = Ada isian yang tidak cocok, jadi belum ada yang disimpan. Silakan mulai lagi.
provider-refused-last = Ini satu-satunya penyedia sungguhan yang dipakai. Kalau dimatikan, toko kembali ke mode latihan di depan pelanggan. Tambahkan penggantinya dulu.
provider-refused-last_way = Itu cara bayar yang terakhir. Tanpa satu pun, tidak ada yang bisa dibeli. Nyalakan yang lain dulu.
provider-refused-active = Masih dipakai. Matikan dulu, baru hapus.
provider-refused-practice = Ini satu-satunya akun latihan untuk jenisnya, jadi tidak bisa dihapus. Setelah live, akun latihan tidak tampak lagi.
provider-refused-payments = Belum bisa dihapus: ada pembayaran yang tercatat di sana, dan pengembalian uang atau pembayaran terlambat masih membutuhkannya. Penyedia ini tetap tidak dipakai.
provider-refused-purchases = Belum bisa dihapus: ada pesanan yang dikirim lewat sana dan masih membutuhkannya. Penyedia ini tetap tidak dipakai.
provider-refused-products = Belum bisa dihapus: ada produk yang dipasok dari sana. Penyedia ini tetap tidak dipakai, jadi produknya tidak dijual dari sana.
provider-refused-rooms = Belum bisa dihapus: ada pintu kamar yang tersambung ke sana. Penyedia ini tetap tidak dipakai.
provider-refused-webhooks = Belum bisa dihapus: kabar yang masuk dari sana masih disimpan, biasanya 30 hari. Penyedia ini tetap tidak dipakai.

provider-ask-live = Kunci { $name } ini kunci live: uang sungguhan. Simpan?
provider-button-live-yes = Ya, simpan
provider-live-declined = Baik, kunci { $name } tidak disimpan.
provider-ask-change = { $name } sedang dipakai dengan uang sungguhan. Ganti { $title } sekarang?
provider-button-change-yes = Ya, ganti
