# Saldo: uang yang disimpan di toko. Tiap kabar menyebut sisanya.

balance-paid = Pesanan { $code } diproses: { $summary }. { $amount } diambil dari saldo.
balance-now = Saldo sekarang { $balance }.
balance-topped-up = Isi saldo { $code } berhasil: { $amount } sudah masuk.
balance-topped-up-other = Isi saldo { $code }: yang kami terima { $amount }, bukan { $asked }. Yang masuk ke saldo { $amount }.
balance-line = { $summary }: diproses, { $amount } ({ $code }). Saldo { $balance }.
