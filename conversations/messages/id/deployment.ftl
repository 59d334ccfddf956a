# Yang dibaca pembeli selama sesuatu disiapkan untuknya oleh server pemilik.

deploy-ask = Tulis { $fields } untuk { $name }, Kak.
deploy-pending = Pembayaran sudah kami terima. { $name } ({ $amount }) sedang disiapkan. Hasilnya kami kirim di sini; kalau belum ada sampai pukul { $at }, kami cek sendiri.
deploy-review = Uang Anda aman. { $name } ({ $amount }) belum juga selesai disiapkan. Petugas kami ikut memeriksa; Anda tidak perlu berbuat apa-apa.
deploy-failed = { $name } tidak bisa disiapkan.
