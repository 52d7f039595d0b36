create function app.charges_condition()
returns text
language sql
immutable
set search_path = ''
as $$
  select 'c.tenant_id = $1 and c.reversed_at is null and ($3 is null or c.therapist_id = $3)
    and case $2 ->> ''state'' when ''open'' then c.paid_cents < c.amount_cents
      when ''overdue'' then c.paid_cents < c.amount_cents and c.due_on < $4
      when ''paid'' then c.paid_cents = c.amount_cents else true end
    and ($2 ->> ''from'' is null or c.due_on >= ($2 ->> ''from'')::date) and ($2 ->> ''to'' is null or c.due_on <= ($2 ->> ''to'')::date)
    and ($2 ->> ''therapist_id'' is null or c.therapist_id = ($2 ->> ''therapist_id'')::uuid)
    and ($2 ->> ''patient_id'' is null or c.patient_id = ($2 ->> ''patient_id'')::uuid)
    and ($2 ->> ''payer_id'' is null or c.payer_id = ($2 ->> ''payer_id'')::uuid)';
$$;
comment on function app.charges_condition() is
  'The filters of charges c, as SQL over $1 clinic, $2 filters, $3 whose sessions (null: all), $4 today: the list and its totals agree.';
revoke execute on function app.charges_condition() from public, anon, authenticated;
