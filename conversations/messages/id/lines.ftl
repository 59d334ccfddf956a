# Pesanan yang diketik satu baris, jawabannya satu baris juga.

lines-not = { $line }: { $why }
lines-item = { $line }
lines-unknown = kode { $code } tidak ada. Cek di daftar harga.
lines-no-destination = { $name } tidak memakai nomor tujuan. Ketik kodenya saja.
lines-too-many = Paling banyak { $max } baris sekali kirim. Bagi menjadi beberapa pesan; belum ada yang dipesan.
lines-reseller-only = Pesan beberapa baris sekaligus hanya untuk reseller. Kirim satu baris saja, atau daftar dulu sebagai reseller.
lines-again =
    { $count ->
        [1] Pesanan ini sama dengan yang baru saja Anda kirim:
       *[other] { $count } pesanan ini sama dengan yang baru saja Anda kirim:
    }
lines-again-ask = Kirim lagi? Yang lain tetap diproses.
lines-button-again = Ya, kirim lagi
lines-button-skip = Tidak, lewati
lines-skipped = tidak dikirim lagi, sama dengan { $code } pukul { $at }.
lines-skipped-twice = tidak dikirim dua kali.
lines-once-only = sudah dipesan pukul { $at } ({ $code }); pemasok tidak menerima pesanan yang sama ke nomor yang sama.
lines-pin-wrong = PIN salah, belum ada yang dipesan. Masih bisa dicoba { $triesLeft } kali lagi. Lebih aman kirim tanpa PIN; kami yang menanyakannya.
lines-button-top-up = Isi saldo

lines-customers =
    { $count ->
        [1] Cek dulu nama pelanggannya:
       *[other] Cek dulu nama pelanggan { $count } pesanan ini:
    }
lines-customer = { $line }: { $name }, { $tariff } / { $power }
lines-customer-name = { $line }: { $name }
lines-customer-unchecked = { $line }: nama belum bisa dicek sekarang
lines-customers-ask = Sudah benar? Saldo baru terpakai setelah ini.
lines-button-send = Ya, kirim
lines-customer-wrong = nomor ini tidak terdaftar di PLN, belum ada yang dipesan. Cek lagi nomornya.
lines-customer-declined = tidak dikirim.
