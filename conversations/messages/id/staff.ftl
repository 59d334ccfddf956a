### Staf: daftar, undangan, peran, PIN, dan batas pengembalian. Peran ditulis kecil, karena berdiri di tengah kalimat.

staff-role-owner = pemilik
staff-role-manager = manajer
staff-role-front_desk = resepsionis
staff-role-finance = keuangan
staff-role-support = bantuan pelanggan

staff-can-owner = Pemilik bisa semuanya: staf dan perannya, kunci live, harga, uang, dan catatan.
staff-can-manager = Manajer mengurus kamar, produk, harga, reseller, pemasok, kasus, dan laporan. Tidak bisa mengubah staf, mengganti kunci, atau memasang akun live.
staff-can-front_desk = Resepsionis melihat pesanan dan antrean, membalas tamu, dan mengurus kunci pintu serta permintaan batal. Tidak melihat pengaturan uang.
staff-can-finance = Keuangan mengurus pengembalian uang, ringkasan pagi, laporan, dan melihat keadaan penyedia. Tidak bisa menyentuh kunci.
staff-can-support = Bantuan pelanggan melihat pesanan dan kasus, membalas tamu, mengirim ulang barang, dan mengembalikan uang sampai batasnya.
staff-owner-warning = Pemilik juga bisa mencabut peran Anda. Pilih ini hanya untuk orang yang Anda percayai sepenuhnya.

staff-the-owner = Pemilik
staff-unnamed = tanpa nama
staff-button-list = Staf
staff-button-audit = Catatan
staff-button-invite = Undang orang
staff-button-open = Undangan { $role }
staff-button-limits = Batas pengembalian
staff-button-pin-set = Pasang PIN
staff-button-pin-change = PIN saya
staff-button-back = Kembali
staff-button-no = Tidak jadi
staff-button-role = Ganti peran
staff-button-revoke = Cabut
staff-button-leave = Keluar
staff-button-revoke-yes = Ya, cabut
staff-button-role-yes = Ya, ganti
staff-button-leave-yes = Ya, keluar
staff-button-invite-yes = Buat tautan
staff-button-invite-revoke = Batalkan undangan
staff-button-join-yes = Ya, saya terima

staff-list = { $count ->
    [1] 1 orang bekerja di sini.
   *[other] { $count } orang bekerja di sini.
}
staff-member = { $name } · { $role }
staff-line = { $name } · { $role } · sejak { $since }
staff-line-self = { $name } (Anda) · { $role } · sejak { $since }
staff-open-invites = Undangan yang belum dipakai:
staff-line-invite = { $role } · berlaku sampai { $until }

staff-ask-invite = Untuk peran apa?
staff-ask-invite-sure = Tautan untuk peran { $role }. Siapa pun yang pertama membukanya dan menerima, langsung mendapat peran ini. Berlaku 24 jam, sekali pakai.
staff-invite-made = Tautan undangan { $role } sudah jadi, berlaku sampai { $until }. Kirim hanya ke orangnya.
staff-invite-telegram = Untuk Telegram:
staff-invite-whatsapp = Untuk WhatsApp:
staff-invite-web = Untuk chat di web:
staff-invite-revoked = Undangan dibatalkan. Tautannya tidak membuka apa pun lagi.

staff-join-offer = { $by } mengundang Anda bekerja di { $business } sebagai { $role }.
staff-join-ask = Terima peran ini? Undangan berlaku sampai { $until }.
staff-join-name = Siapa nama Anda? Rekan kerja melihatnya di daftar staf dan catatan.
staff-join-name-unclear = Tulis nama saja, 2 sampai 40 huruf, misalnya Budi Santoso.
staff-join-declined = Baik, tidak jadi. Tautannya masih bisa dipakai sampai kedaluwarsa.
staff-joined = Selamat bergabung. Anda sekarang { $role } di { $business }.
staff-alert-joined = { $name } menerima undangan dan sekarang { $role }.

staff-ask-revoke = Cabut peran { $role } dari { $name }? Berlaku saat itu juga, termasuk di percakapan yang sedang berjalan.
staff-revoke-done = Peran { $role } sudah dicabut dari { $name }.
staff-revoked = Peran Anda sebagai { $role } sudah dicabut. Anda tetap bisa memesan sebagai pelanggan.
staff-alert-revoked = Peran { $role } dicabut dari { $name }.
staff-ask-role = Peran baru untuk { $name }?
staff-ask-change = { $name }: dari { $from } menjadi { $to }?
staff-change-done = { $name } sekarang { $to }, sebelumnya { $from }.
staff-role-changed = Peran Anda berubah dari { $from } menjadi { $to }.
staff-alert-role = Peran { $name } berubah dari { $from } menjadi { $to }.
staff-ask-leave = Lepaskan peran Anda di sini? Untuk kembali, Anda perlu diundang lagi.
staff-leave-none = Anda tidak punya peran di sini, jadi tidak ada yang dilepas.
staff-leave-done = Anda bukan lagi { $role } di sini. Terima kasih atas bantuannya.
staff-alert-left = { $name } keluar, sebelumnya { $role }.
staff-unchanged = Baik, tidak ada yang berubah.

staff-limits = Batas pengembalian uang sekali keputusan:
staff-limit-owner = { $role }: di atas { $limit } ditanya PIN
staff-limit-owner-none = { $role }: tidak pernah ditanya PIN
staff-limit-owner-zero = { $role }: selalu ditanya PIN
staff-limit-role = { $role }: sampai { $limit }
staff-limit-role-none = { $role }: tanpa batas
staff-limit-role-zero = { $role }: tidak bisa mengembalikan uang
staff-ask-limit-role = Batas siapa yang diubah?
staff-ask-limit = Sampai berapa { $role } boleh mengembalikan uang? Tulis misalnya 100rb, 0 untuk tidak sama sekali, atau "tanpa batas".
staff-ask-limit-owner = Mulai berapa { $role } ditanya PIN? Tulis misalnya 1jt, 0 untuk selalu, atau "tanpa batas" untuk tidak pernah.
staff-limit-unclear = Tulis jumlahnya, misalnya 100rb, 0, atau "tanpa batas".
staff-limit-set = Batas tersimpan.

staff-pin-about = PIN ditanyakan sebelum tindakan berbahaya: kunci live, hapus penyedia, peran staf, pengembalian besar. Pesannya kami hapus dari chat kalau bisa.
staff-pin-has = PIN Anda sudah terpasang. Mau diapakan?
staff-pin-ask = Tindakan ini perlu PIN Anda. Ketik PIN:
staff-pin-ask-wrong = PIN salah, masih bisa dicoba { $triesLeft } kali lagi. Ketik PIN:
staff-pin-locked = PIN terkunci sampai { $until } karena beberapa kali salah. Tidak ada yang diubah. Lupa PIN? Di komputer toko: sapa staff:pin-reset
staff-pin-saved = PIN tersimpan. Mulai sekarang ditanyakan sebelum tindakan berbahaya.
staff-pin-removed = PIN dihapus. Tindakan berbahaya hanya minta konfirmasi.

staff-refused-not_allowed = Bagian ini hanya untuk pemilik usaha, dan peran latihan tidak dihitung. Pemilik? Ketik /claim dan kodenya.
staff-refused-conflict = Perannya baru saja diubah orang lain. Buka daftar staf sekali lagi.
staff-refused-already_done = Itu sudah berlaku, jadi tidak ada yang berubah.
staff-refused-last_owner = Anda pemilik satu-satunya, jadi tidak ada yang berubah. Angkat pemilik lain dulu.
staff-refused-self = Untuk melepas peran sendiri, pilih Keluar.
staff-refused-not_staff = Orang itu tidak lagi bekerja di sini.
staff-refused-many_invites = Sudah ada 20 undangan yang belum dipakai. Batalkan salah satu dulu.
staff-refused-invite_unknown = Tautan undangan itu tidak kami kenal. Minta yang baru ke pemilik.
staff-refused-invite_used = Tautan undangan itu sudah dipakai. Minta yang baru ke pemilik.
staff-refused-invite_revoked = Undangan itu sudah dibatalkan. Minta yang baru ke pemilik.
staff-refused-invite_expired = Undangan itu sudah lewat 24 jam. Minta yang baru ke pemilik.
staff-refused-invite_gone = Undangan itu sudah tidak berlaku.
staff-refused-own_invite = Ini undangan yang Anda buat sendiri, jadi tidak dipakai. Kirim ke orang yang Anda maksud.
staff-refused-already_staff = Anda sudah bekerja di sini. Untuk peran lain, pemilik yang mengubahnya di daftar staf. Tautannya belum terpakai.
staff-refused-reseller = Akun ini akun reseller, dan reseller tidak bisa menjadi staf. Buka tautannya dari akun lain; belum terpakai.
staff-refused-persona = Anda sedang memakai peran latihan. Buka tautannya dari akun Anda sendiri; belum terpakai.
