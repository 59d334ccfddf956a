### Bantuan dan serah terima ke petugas.

help-intro = Cukup ketik seperti biasa. Beberapa contoh:
help-type-rooms = • "besok 2 malam" atau "24-26 nov 2 org" untuk kamar
help-type-shop = • "pulsa 10rb" atau nama produk untuk belanja
help-type-orders = • "pesanan" untuk melihat pesanan, atau ketik kodenya
help-type-cancel = • "batal" untuk berhenti atau membatalkan pesanan
help-type-language = • "english" untuk bahasa Inggris, "menu" untuk kembali
help-human = Perlu bicara dengan orang? Tekan Hubungi petugas, atau ketik "cs".
help-ask-question = Apa yang bisa dibantu petugas? Tulis dalam satu pesan, nanti kami teruskan.
help-question-unclear = Tulis pertanyaannya dengan kata-kata, supaya petugas langsung bisa membantu.
help-asked = Sudah kami teruskan ke petugas. Jawabannya muncul di sini. Sambil menunggu, semua menu tetap bisa dipakai.
help-nobody-on-duty = Saat ini belum ada petugas yang bertugas. Pertanyaannya kami simpan di antrean, dan jawabannya akan muncul di sini.
help-guest_waiting = Permintaan Anda sudah kami simpan untuk petugas dan belum dijawab. Jawabannya muncul di sini. Sambil menunggu, semua menu tetap bisa dipakai.
help-guest_active = Anda sedang terhubung dengan petugas. Tulis saja pesannya, atau ketik "selesai" untuk kembali ke menu.
