SELECT v.customer_id, v.category, u.name AS customer, u.segment, v.times_viewed, v.last_viewed, s.in_stock, s.lowest_price
FROM (
  -- what was not looked at for half an hour is forgotten, and counts from one when it is looked at again
  SELECT /*+ STATE_TTL('clicks' = '30m') */ customer_id, category, COUNT(*) AS times_viewed, MAX(occurred_at) AS last_viewed
  FROM clicks
  WHERE occurred_at > CURRENT_TIMESTAMP - INTERVAL '30' MINUTE
  GROUP BY customer_id, category
) AS v
JOIN customers AS u ON u.id = v.customer_id
JOIN (
  SELECT category, SUM(stock) AS in_stock, MIN(price) AS lowest_price
  FROM products
  WHERE stock > 0
  GROUP BY category
) AS s ON s.category = v.category
