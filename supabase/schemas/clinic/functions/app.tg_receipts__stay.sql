-- What was issued stays as it is: it is cancelled once, and follows its patient.
create function app.tg_receipts__stay()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  if to_jsonb(new) - array['cancelled_at', 'cancelled_by', 'cancel_reason', 'patient_id']
    is distinct from to_jsonb(old) - array['cancelled_at', 'cancelled_by', 'cancel_reason', 'patient_id']
    or old.cancelled_at is not null and (new.cancelled_at, new.cancel_reason) is distinct from (old.cancelled_at, old.cancel_reason) then
    raise sqlstate 'PT409' using message = 'document_issued', hint = 'Issue another receipt.';
  end if;
  return new;
end;
$$;
revoke execute on function app.tg_receipts__stay() from public, anon, authenticated;
