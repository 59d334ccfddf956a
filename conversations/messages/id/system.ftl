### Kalimat mesin percakapan sendiri, bukan milik satu alur.

error-sorry = Maaf, ada gangguan di sistem kami dan langkah ini belum selesai. Pembayaran yang sudah masuk tetap aman. Coba lagi lewat menu, atau minta bantuan petugas.
stale-button = Tombol itu dari pertanyaan lama. Silakan jawab pertanyaan yang ini:
choose-again = Belum cocok dengan pilihan. Tekan salah satu tombol, atau ketik nomornya (1 sampai { $count }).
dialog-timed-out = Karena belum ada jawaban, langkah tadi kami tutup. Mulai lagi kapan saja dari menu.
dialog-cancelled = Baik, dibatalkan. Ada yang lain?
dialog-restarted = Layanan ini baru diperbarui, jadi langkah tadi perlu diulang dari awal. Mulai lagi dari menu.
dialog-too-long = Percakapan ini sudah terlalu panjang, jadi kami tutup dulu. Mulai lagi dari menu.
unsupported-message = Maaf, kami baru bisa membaca tulisan dan tombol. Silakan jawab dengan tulisan:
unsupported-relay = Maaf, baru tulisan yang bisa kami teruskan. Silakan ketik pesannya.
message-too-long = Pesannya terlalu panjang, paling banyak { $max } huruf. Tolong tulis lebih singkat:
secret-again = Untuk keamanan, pesan tadi tidak kami pakai sebagai jawaban. Silakan kirim sekali lagi:
one-moment = Sebentar ya, sedang kami proses.
too-fast = Pesannya terlalu banyak sekaligus, jadi belum kami baca. Tulis lagi { $seconds } detik lagi ya. Pesanan dan pembayaran tidak terpengaruh.
