### Belanja: kategori, merek, produk, jumlah, nomor tujuan.

shop-page-categories = Mau beli apa, Kak?
shop-page-brands = { $category }: pilih mereknya, Kak.
shop-page-category = { $category }: pilih produknya, Kak.
shop-page-products = { $category } { $brand }: pilih produknya, Kak.
shop-page-search = { $total } produk cocok dengan "{ $search }".
shop-page-of = { $from }–{ $to } dari { $total }.
shop-page-ask = Tekan pilihannya, atau ketik yang dicari, misalnya "pulsa 10rb".
shop-page-gone = Halaman itu sudah kosong, jadi kami kembali ke awal.
shop-item-group = { $name } ({ $count })
shop-item-product = { $name } · { $price }
shop-item-closed = { $name } · sedang kosong
shop-button-next = Berikutnya ›
shop-button-prev = ‹ Sebelumnya
shop-button-up = Kembali
shop-button-back = Kembali
shop-empty = Maaf Kak, belum ada yang dijual saat ini.
shop-nothing-found = Belum ada yang cocok dengan "{ $words }". Coba kata lain, atau pilih dari daftar.
shop-search-unclear = Tekan salah satu pilihan, atau ketik nama produknya, paling sedikit 2 huruf.

shop-product-name = { $name }
shop-product-price = { $price }
shop-product-stock = Tersedia { $stock }
shop-product-about = { $description }
shop-ask-qty = Mau berapa, Kak? Paling banyak { $max }.
shop-qty = { $count } kode
shop-qty-unclear = Tulis jumlahnya dengan angka, 1 sampai { $max }.
shop-qty-too-few = Paling sedikit 1. Mau berapa, Kak? Paling banyak { $max }.
shop-qty-too-many = Paling banyak { $max } sekali pesan. Yang terkirim { $got }. Tulis 1 sampai { $max }.

shop-ask-phone = Nomor HP tujuannya berapa, Kak? Misalnya 0812 3456 7890.
shop-ask-ewallet = Nomor HP akun { $brand } yang mau diisi berapa, Kak? Misalnya 0812 3456 7890.
shop-ask-pln = Nomor meter atau ID pelanggan PLN-nya berapa, Kak? 11 atau 12 angka, ada di meteran atau struk.
shop-ask-text = Untuk nomor HP atau akun { $brand } yang mana, Kak? Tulis persis seperti di akunnya.
shop-ask-field = Tulis { $fields } akunnya, Kak. Biasanya ada di profil akun.
shop-ask-fields = Tulis { $fields } akunnya, Kak, dipisah spasi. Biasanya ada di profil akun.
shop-fields = { $first } dan { $rest }
shop-field-user = User ID
shop-field-zone = Zone ID
shop-field-server = server
shop-field-id = ID
shop-field-username = nama akun
shop-field-tag = tag
shop-field-nickname = nama panggilan
shop-field-email = email
shop-field-phone = nomor HP
shop-field-meter = nomor meter
shop-field-text = tujuan
shop-field-other = { $field }

shop-destination-empty = Nomor tujuannya belum terkirim. Tulis dulu, Kak.
shop-destination-too_long = Paling panjang { $max } huruf. Yang terkirim { $got }. Tulis tujuannya saja.
shop-destination-bad_characters = Ada gambar atau tanda yang tidak bisa dipakai. Tulis dengan huruf dan angka saja.
shop-destination-not_a_phone = Nomor HP Indonesia diawali 08 atau +628. Cek lagi nomornya, misalnya 0812 3456 7890.
shop-destination-phone-digits_count = Nomor HP { $min } sampai { $max } angka. Yang terkirim { $got } angka. Cek lagi nomornya.
shop-destination-phone-not_digits = Nomor HP hanya berisi angka. Tulis misalnya 0812 3456 7890.
shop-destination-pln-digits_count = Nomor meter PLN { $min } atau { $max } angka. Yang terkirim { $got } angka. Coba cek di meteran atau struk.
shop-destination-pln-not_digits = Nomor meter PLN hanya berisi angka, 11 atau 12. Coba cek di meteran atau struk.
shop-destination-missing_field = { $field } belum ada. Tulis { $fields }, dipisah spasi, misalnya 12345678 1234.
shop-destination-too_many_parts = Terlalu banyak bagian: perlu { $max }, terkirim { $got }. Tulis { $fields } saja, dipisah spasi.
shop-destination-rule = { $field } { $min } sampai { $max } karakter. Yang terkirim tidak cocok. Cek lagi di profil akun.
shop-destination-options = { $field } harus salah satu dari: { $options }. Tulis persis seperti itu.
shop-destination-other = Tujuan itu tidak cocok untuk produk ini. Cek lagi, lalu tulis ulang.
shop-destination-stuck = Maaf Kak, { $name } belum bisa dipesan dengan tujuan itu. Tidak ada yang perlu dibayar. Petugas kami bisa membantu.

shop-summary-item = { $name }, { $qty } × { $price }
shop-summary-destination = Tujuan: { $destination }
shop-customer = Atas nama: { $name }, { $tariff } / { $power }
shop-customer-name = Atas nama: { $name }
shop-customer-unchecked = Nama pelanggan belum bisa dicek sekarang. Pastikan nomornya sudah benar.
shop-customer-wrong = Nomor { $number } tidak terdaftar di PLN. Belum ada yang perlu dibayar. Cek lagi di meteran atau struk, lalu kirim nomor yang benar.

shop-refused-not_found = Produk itu sudah tidak ada, Kak. Silakan pilih yang lain.
shop-refused-sold_out = Maaf Kak, produk ini baru saja habis. Belum ada yang perlu dibayar. Silakan pilih yang lain.
shop-refused-not_sellable = Maaf Kak, produk ini sedang tidak dijual. Silakan pilih yang lain.
shop-refused-bad_input = Jumlahnya di luar batas, paling banyak { $max } sekali pesan. Silakan pesan lagi.
