create sequence app.payout_numbers;
