### Pesan kamar: tanggal, tamu, pilihan kamar, pemesan.

rooms-hello = Dengan senang hati kami carikan kamar untuk Bapak/Ibu.
rooms-ask-dates = Menginap tanggal berapa? Tulis saja, misalnya "24-26 nov", "besok 2 malam", atau "tgl 24".
rooms-button-tonight = Malam ini
rooms-button-tomorrow = Besok
rooms-button-saturday = Sabtu

rooms-dates-not_understood = Tanggalnya belum kami tangkap. Tulis misalnya "24 nov 2 malam" atau "24-26 nov".
rooms-dates-vague = Mohon sebut tanggalnya, misalnya "24 nov" atau "jumat depan".
rooms-dates-no_arrival = { $nights } malam, mulai tanggal berapa? Misalnya "besok { $nights } malam".
rooms-dates-no_such_date = Tanggal { $typed } tidak ada di kalender. Mohon tulis tanggal lain, misalnya "28 feb".
rooms-dates-past = { $date } sudah lewat. Check-in paling cepat hari ini. Kalau maksudnya tahun depan, tulis tahunnya juga.
rooms-dates-too_far = Kamar bisa dipesan sampai { $until }. Mohon pilih tanggal sebelum itu.
rooms-dates-order = Check-out ({ $checkOut }) harus sesudah check-in ({ $checkIn }). Mohon tulis lagi, misalnya "24-26 nov".
rooms-dates-zero_nights = Menginap paling sedikit 1 malam. Mau berapa malam?
rooms-dates-too_many_nights = Paling banyak { $max } malam sekali pesan. Yang terkirim { $nights } malam. Untuk lebih lama, pesan dua kali atau hubungi petugas.
rooms-dates-nights_conflict = Tanggalnya berjumlah { $counted } malam, tetapi tertulis { $said } malam. Mana yang benar? Tulis misalnya "24 nov { $said } malam".

rooms-ask-nights = Check-in { $checkIn }. Berapa malam?
rooms-nights = { $count } malam
rooms-nights-unclear = Tulis jumlah malamnya, misalnya "2", atau tanggal check-out, misalnya "sampai 26 nov".
rooms-ask-guests = Untuk berapa tamu? Misalnya "2" atau "2 dewasa 1 anak".
rooms-guests = { $count } tamu
rooms-guests-not_understood = Tulis jumlah tamunya, misalnya "2" atau "2 dewasa 1 anak". Mau yang lain dulu? Ketik "menu".
rooms-guests-too_few = Paling sedikit 1 tamu. Berapa tamu yang menginap?
rooms-guests-too_many = Lewat chat paling banyak { $max } tamu. Untuk rombongan lebih besar, ketik "cs" agar petugas membantu.
rooms-ask-rooms = Untuk { $guests } tamu perlu lebih dari satu kamar. Mau berapa kamar?
rooms-count = { $count } kamar
rooms-count-unclear = Tulis jumlah kamarnya, 1 sampai { $max }.

rooms-offer-name = { $name }
rooms-offer-price = { $total } untuk { $nights } malam, { $rooms } kamar
rooms-offer-capacity = Sampai { $capacity } tamu per kamar
rooms-offer-few = Tinggal { $left } kamar
rooms-offer-about = { $description }
rooms-picture = Foto { $name }
rooms-found = { $checkIn } sampai { $checkOut }, { $nights } malam, { $guests } tamu, { $rooms } kamar.
rooms-sold-out-types = Sudah penuh di tanggal ini: { $names }.
rooms-linked-gone = Kamar yang Bapak/Ibu buka sudah penuh di tanggal ini. Ini pilihan lainnya.
rooms-ask-room = Pilih kamarnya, atau tulis tanggal lain.
rooms-button-room = { $name } · { $total }
rooms-button-dates = Tanggal lain
rooms-button-guests = Ubah tamu
rooms-button-all = Kamar lain
rooms-room-unclear = Tekan salah satu kamar, atau tulis tanggal lain, misalnya "28-30 nov".
rooms-none-free = Maaf, semua kamar penuh untuk { $checkIn } sampai { $checkOut }.
rooms-many-tries = Belum ketemu yang cocok, ya. Petugas kami bisa membantu mencarikan tanggal atau kamar lain.

rooms-ask-name = Pilihan yang bagus. Atas nama siapa?
rooms-name-unclear = Tulis nama pemesan dengan huruf, misalnya "Sari Wulandari".
rooms-name-too-long = Nama paling panjang { $max } huruf. Yang terkirim { $got }. Tulis nama singkatnya saja.
rooms-ask-contact = Terima kasih, Bapak/Ibu { $name }. Nomor HP atau email yang bisa kami hubungi?
rooms-contact-not_understood = Tulis nomor HP, misalnya 0812 3456 7890, atau alamat email.
rooms-contact-bad_phone = Nomor HP itu tidak lengkap atau keliru. Yang terkirim { $digits } angka. Contoh yang benar: 0812 3456 7890, atau +65 9123 4567 untuk luar negeri.
rooms-contact-bad_mail = Alamat emailnya belum lengkap. Contoh yang benar: nama@contoh.com.
rooms-ask-arrival = Kira-kira tiba jam berapa pada { $checkIn }? Misalnya "jam 3 sore".
rooms-button-arrival-later = Belum tahu
rooms-arrival-not_understood = Tulis jamnya, misalnya "jam 3 sore" atau "15.00". Belum tahu? Tulis "nanti".
rooms-arrival-no_such_time = Jam itu tidak ada. Jam ditulis 00.00 sampai 23.59, misalnya "15.00".
rooms-arrival-relative = Mohon tulis jamnya, misalnya "jam 3 sore".
rooms-arrival-ambiguous = Jam { $hour } pagi atau malam? Tulis misalnya "jam { $hour } pagi" atau "jam { $hour } malam".

rooms-summary-room = { $property }: { $room }, { $rooms } kamar
rooms-summary-in = Check-in { $checkIn } mulai { $from }
rooms-summary-out = Check-out { $checkOut } sebelum { $until }
rooms-summary-nights = { $nights } malam, { $guests } tamu
rooms-summary-booker = Atas nama { $name }, { $contact }
rooms-summary-arrival = Tiba sekitar { $time }
rooms-summary-arrival-later = Jam tiba belum ditentukan

rooms-refused-not_found = Kamar itu sudah tidak ada di daftar kami. Silakan pilih kamar lain.
rooms-refused-sold_out = Maaf, kamar itu baru saja dipesan tamu lain. Belum ada yang perlu dibayar. Silakan pilih kamar atau tanggal lain.
rooms-refused-not_sellable = Maaf, kamar itu sedang tidak dijual. Silakan pilih kamar lain.
rooms-refused-bad_input = Ada data pemesanan yang belum lengkap. Mohon ulangi dari tanggal.
