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
