### Untuk pemilik dan petugas: klaim, antrean, penjelasan pesanan, sambungan ke tamu.

owner-claim-how = Ketik /claim lalu kode yang tampil di layar saat Sapa dinyalakan. Kodenya berlaku 15 menit.
owner-claim-bad_code = Kodenya salah atau sudah kedaluwarsa. Kode berlaku 15 menit. Minta yang baru dengan perintah "sapa owner:code".
owner-claim-already_done = Anda sudah menjadi pemilik di sini.
owner-claim-not_allowed = Usaha ini sudah punya pemilik, atau Anda sedang memakai peran latihan. Pemilik yang ada bisa menambahkan petugas.

owner-persona-how = Pilih peran latihan: /persona guest, /persona reseller, atau /persona owner.
owner-persona-practice-only = Ganti peran hanya ada di mode latihan.
owner-persona-guest = Anda sekarang mencoba sebagai tamu, dengan harga biasa.
owner-persona-reseller = Anda sekarang mencoba sebagai reseller, dengan harga reseller.
owner-persona-owner = Anda sekarang mencoba sebagai pemilik. Ketik "antrean" untuk mulai.

owner-queues-link = Tautan ini membuka halaman Anda satu kali, dalam { $minutes } menit. Jangan diteruskan ke siapa pun.
owner-button-queues = Buka halaman saya

owner-queue-empty = Antrean kosong. Tidak ada yang perlu diputuskan.
owner-queue = { $count ->
    [1] 1 hal menunggu keputusan:
   *[other] { $count } hal menunggu keputusan, yang terlama di atas:
}
owner-queue-line = { $code } · { $kind }
owner-queue-line-money = { $code } · { $kind } · { $amount }
owner-button-why = Kenapa?
owner-open-case = Menunggu keputusan: { $kind }

owner-case-underpaid = dibayar kurang
owner-case-overpaid = dibayar lebih
owner-case-paid_twice = dibayar dua kali
owner-case-maybe_paid_twice = mungkin dibayar dua kali
owner-case-refund_due = uang harus dikembalikan
owner-case-wrong_money = uang tidak cocok dengan pesanan
owner-case-purchase_unclear = pembelian belum pasti
owner-case-late_success = berhasil setelah dinyatakan gagal
owner-case-reversed = dibatalkan pemasok setelah berhasil
owner-case-key_undeliverable = kode pintu belum terkirim
owner-case-bad_qris = QR dari penyedia keliru
owner-case-create_unclear = pembuatan pembayaran belum pasti
owner-case-cancel_request = tamu minta batal
owner-case-supplier_refused = ditolak pemasok
owner-case-goods_unread = barang lunas belum terkirim ke pembeli

owner-why-how = Ketik "kenapa" dan kode pesanannya, misalnya kenapa K7QF2M.
owner-why = Pesanan { $code }, { $total }: { $state }
owner-supplier-said = Kata pemasok: { $what }
owner-trouble = Gangguan: { $what }
owner-log = Catatan lengkap ada di komputer toko: sapa orders:show { $code }
owner-why-next = Berikutnya: { $step }
owner-next-owner_decides = Anda yang memutuskan, dengan tombol di bawah.
owner-next-buyer_pays = pembeli membayar. Kalau tidak, pesanan kedaluwarsa sendiri.
owner-next-nothing = tidak ada, pesanan ini sudah selesai.
owner-next-job_delivers = pengiriman berjalan sendiri.
owner-next-supplier_answers = pemasok menjawab. Kami tanyakan lagi secara berkala, uangnya tetap ditahan.
owner-next-other = kami periksa sendiri secara berkala.

owner-relay-taken = Terhubung dengan { $name }. Semua yang Anda tulis di sini diteruskan. Ketik "selesai" kalau sudah.
owner-relay-taken-unnamed = Terhubung dengan tamu. Semua yang Anda tulis di sini diteruskan. Ketik "selesai" kalau sudah.
owner-relay-gone = Permintaan itu sudah dijawab orang lain atau sudah ditutup.
owner-relay-busy = Anda masih terhubung dengan tamu lain. Akhiri dulu dengan "selesai", lalu tekan Balas lagi.
owner-button-end-relay = Selesai

owner-refused-not_found = Pesanan { $code } tidak ditemukan. Cek lagi kodenya.
owner-refused-not_allowed = Bagian ini hanya untuk pemilik dan petugas yang berhak. Pemilik? Ketik /claim dan kodenya.
