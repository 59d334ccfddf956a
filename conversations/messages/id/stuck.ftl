### Yang tersangkut di luar pesanan: pekerjaan yang menyerah, webhook yang tidak dipercaya.

stuck-jobs = { $count } pekerjaan di belakang layar menyerah setelah beberapa kali dicoba.
stuck-webhooks = { $count } webhook tidak dipercaya dalam 24 jam terakhir.
stuck-button-job = Coba: { $what }
stuck-button-webhooks = Webhook
stuck-button-webhook = { $when } · { $name }
stuck-button-retry = Coba lagi
stuck-button-again = Proses ulang

stuck-job-payment = pertanyaan soal pembayaran
stuck-job-refund = pengembalian dana
stuck-job-order = penutupan pesanan yang tidak dibayar
stuck-job-webhook = webhook
stuck-job-fulfilment = pengiriman
stuck-job-key = kunci pintu
stuck-job-alerts = pesan untuk Anda
stuck-job-supplier = daftar harga atau saldo pemasok
stuck-job-brief = ringkasan pagi
stuck-job-backup = cadangan data
stuck-job-other = pekerjaan di belakang layar
stuck-job = Ini menyerah pada { $when } setelah { $count } kali dicoba: { $what }.
stuck-error = Kendalanya: { $error }
stuck-job-retry = Mencoba lagi aman: yang sudah dikerjakan tidak dikerjakan dua kali.
stuck-job-retried = Sedang dicoba lagi sekarang. Kalau menyerah lagi, ia kembali ke antrean.
stuck-job-gone = Pekerjaan itu sudah tidak menunggu Anda.

stuck-webhooks-none = Belum ada webhook yang masuk.
stuck-webhooks-list = Webhook terbaru:
stuck-webhook-line = { $when } · { $name }: { $state }
stuck-webhook = { $name }, { $when }: { $state }
stuck-webhook-gone = Webhook itu sudah tidak disimpan.
stuck-state-done = diterima dan sudah diproses
stuck-state-waiting = diterima, sedang diproses
stuck-state-repeat = ulangan dari yang sudah ada, sudah dijawab
stuck-reason-bad_signature = tidak dipercaya: tanda tangannya tidak cocok dengan webhook secret atau kunci { $provider } yang disimpan di sini. Samakan keduanya; kalau bukan vendor yang mengirim, itu pemalsuan dan tidak perlu dilakukan apa-apa.
stuck-reason-missing_signature = tidak dipercaya: tidak ada tanda tangannya. Nyalakan penandatanganan di dasbor { $provider }, atau itu pemalsuan.
stuck-reason-no_secret = tidak dipercaya: webhook secret { $provider } belum disimpan di sini. Isi dulu.
stuck-reason-stale = tidak dipercaya: ditandatangani terlalu lama sebelum tiba. Mungkin jam mesin ini salah.
stuck-reason-malformed = tidak bisa dibaca.
stuck-reason-wrong_account = tidak dipercaya: tentang akun lain di { $provider }.
stuck-reason-unknown_reference = tentang pembayaran atau pembelian yang tidak pernah kami buat.
stuck-reason-unknown_slug = dikirim ke alamat yang tidak dimiliki siapa pun di sini. Perbaiki alamat webhook di dasbor vendor.
stuck-reason-other = tidak diterima ({ $reason }).
stuck-again = Proses ulang? Diperiksa dengan kunci yang disimpan sekarang, dan isinya tidak dihitung dua kali.
stuck-again-done = Webhook { $name } sedang diproses. Hasilnya terlihat di pesanannya.
stuck-again-refused = Masih { $why }
stuck-again-nobody = Tidak ada yang memakai alamat "{ $slug }" di sini. Tambahkan penyedianya dulu, lalu coba lagi.
