create sequence app.money_numbers;
