### Beberapa pemasok untuk satu produk: siapa yang ditanya dulu, dan bagaimana nomor tujuannya dikirim. Untuk pemilik.

rungs-button = Pemasok produk ini
rungs-button-add = Tambah pemasok lain
rungs-button-order = Ubah urutan
rungs-button-format = Ubah format tujuan
rungs-button-separate = Pisahkan lagi
rungs-button-no = Tidak jadi
rungs-button-join = Ya, gabungkan
rungs-button-separate-yes = Ya, pisahkan
rungs-button-format-yes = Ya, pakai format ini
rungs-button-up = Naikkan { $supplier }
rungs-button-down = Turunkan { $supplier }
rungs-button-by-cost = Termurah dulu

rungs-head = Pemasok { $name } ({ $code }):
rungs-head-cost = Pemasok { $name } ({ $code }), yang termurah ditanya dulu. Kalau pasti gagal, pesanan lanjut ke pemasok berikutnya:
rungs-head-fixed = Pemasok { $name } ({ $code }), urut seperti yang Anda atur. Kalau pasti gagal, pesanan lanjut ke pemasok berikutnya:
rungs-empty = Belum ada pemasoknya.
rungs-line = { $place }. { $supplier } · { $sku } · modal { $cost }
rungs-line-state = { $place }. { $supplier } · { $sku } · modal { $cost } · { $state }
rungs-state-off = tidak dijual pemasok
rungs-state-supplier_off = pemasok tidak dipakai
rungs-state-paused = pemasok sedang dijeda
rungs-state-cut_off = sedang jam tutup
rungs-sent = Contoh tujuan yang dikirim: { $sent }
rungs-pick = { $supplier } · { $sku }
rungs-unclear = Tekan salah satu pilihan, atau "batal" untuk berhenti.
rungs-kept = Baik, tidak ada yang berubah.

rungs-candidates = Yang mirip dengan { $name } di pemasok lain. Mau menambahkan yang mana?
rungs-candidates-none = Belum ada produk pemasok lain yang kategori, merek, dan nominalnya sama dengan { $name }. Sinkronkan dulu daftar harga pemasok lain, lalu coba lagi.
rungs-side = { $supplier } · { $sku }: { $name }, modal { $cost }
rungs-warn-name = Hati-hati: namanya tidak persis sama. Pastikan isinya memang sama.
rungs-warn-cost = Hati-hati: modalnya { $pct }% dari yang sekarang. Barang yang sama biasanya hampir sama harganya.
rungs-formats-differ = Format tujuannya berbeda, dan itu tidak apa-apa: tiap pemasok dikirimi formatnya sendiri.
rungs-join-ask = Digabung jadi { $code }? { $other } tidak dijual sendiri lagi, dan kodenya membuka { $code }. Pesanan { $other } yang sedang berjalan tidak terganggu.
rungs-joined = { $supplier } sekarang juga memasok { $code }. { $other } tidak dijual sendiri lagi. Pesanan hanya pindah pemasok kalau yang pertama pasti gagal.

rungs-ask-separate = Pemasok mana yang mau dipisahkan?
rungs-separate-ask = { $supplier } ({ $sku }, { $name }) dipisahkan dari { $code }? Ia dijual lagi sebagai produk sendiri.
rungs-separated = { $supplier } tidak memasok { $code } lagi dan dijual sendiri sebagai { $own }.

rungs-order-ask-cost = Sekarang yang termurah ditanya dulu. Mau diubah bagaimana?
rungs-order-ask-fixed = Sekarang urut seperti yang Anda atur. Mau diubah bagaimana?
rungs-ordered = Baik, { $supplier } ditanya dulu. Harga jual ikut pemasok pertama yang bisa mengirim.
rungs-ordered-by-cost = Baik, yang termurah ditanya dulu.

rungs-ask-format = Format pemasok mana yang mau diubah?
rungs-format = { $template }
rungs-format-ask = Bagaimana { $supplier } mau menerima tujuannya? Sekarang { $template }. Tekan pilihan atau ketik formatnya.
rungs-format-example = Kalau pembeli menulis { $given }, { $supplier } menerima { $sent }.
rungs-format-change = Kalau pembeli menulis { $given }, { $supplier } menerima { $sent }. Sekarang yang diterima { $before }.
rungs-format-check = Cocokkan dengan petunjuk pemasok: format yang salah bisa mengirim ke orang lain.
rungs-format-set = Baik, mulai sekarang { $supplier } dikirimi seperti ini: { $sent }

rungs-refused-not_found = Produk { $code } tidak ada. Cek lagi kodenya, misalnya pemasok ML86.
rungs-refused-wrong_state = { $code } bukan produk pemasok yang sedang dijual, jadi tidak ada pemasok yang bisa diatur.
rungs-refused-conflict = Ada yang baru saja mengubahnya, jadi belum kami ubah apa pun. Buka lagi dan cek sebelum mencoba.
rungs-refused-same_supplier = Pemasok itu sudah memasok { $code }. Satu pemasok cukup sekali.
rungs-refused-destination = Tujuan kedua produk ditanyakan dengan cara berbeda, jadi tidak bisa digabung.
rungs-refused-rungs = Paling banyak { $max } pemasok untuk satu produk. Pisahkan satu dulu.
rungs-refused-template_parts = Format harus memuat tiap bagian tepat sekali, misalnya {"{"}user{"}"}|{"{"}zone{"}"}. Belum ada yang berubah.
rungs-refused-template_unclear = Tanpa tanda pemisah, dua tujuan berbeda bisa terkirim sama dan barang sampai ke orang lain. Beri tanda di antaranya, misalnya {"{"}user{"}"}|{"{"}zone{"}"}. Belum ada yang berubah.
rungs-refused-template_apart = Pemasok ini menerima tiap bagian tujuan terpisah, jadi urutannya tetap dan di antaranya harus ada { $separator }. Belum ada yang berubah.
rungs-refused-template_too_long = Format paling panjang 60 huruf. Belum ada yang berubah.
