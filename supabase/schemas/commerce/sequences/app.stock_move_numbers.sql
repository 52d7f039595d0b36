create sequence app.stock_move_numbers;
